// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import org.jspecify.annotations.Nullable;

/**
 * What an id is in the end.
 *
 * @param id the id
 * @param data its value's text, or {@code null} if it was deleted
 */
record Decided(String id, @Nullable String data) {
    int weight() {
        return id.length() + (data == null ? 0 : data.length());
    }
}
