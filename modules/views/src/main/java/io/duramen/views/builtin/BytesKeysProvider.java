// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.builtin;

import io.duramen.views.KeyCodecs;

/** Provides {@link KeyCodecs#bytes}. */
public final class BytesKeysProvider extends OneTypeKeys<byte[]> {

    /** Creates the provider. */
    public BytesKeysProvider() {
        super("bytes", BUILT_IN, byte[].class, KeyCodecs.bytes());
    }
}
