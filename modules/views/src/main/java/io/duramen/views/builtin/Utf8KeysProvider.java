// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.builtin;

import io.duramen.views.KeyCodecs;

/** Provides {@link KeyCodecs#utf8}. */
public final class Utf8KeysProvider extends OneTypeKeys<String> {

    /** Creates the provider. */
    public Utf8KeysProvider() {
        super("utf-8", BUILT_IN, String.class, KeyCodecs.utf8());
    }
}
