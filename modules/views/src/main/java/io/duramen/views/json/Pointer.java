// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.json;

/** JSON pointers (RFC 6901). */
final class Pointer {
    private Pointer() {}

    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
