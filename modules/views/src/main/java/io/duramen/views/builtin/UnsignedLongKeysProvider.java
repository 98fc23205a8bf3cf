// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.builtin;

import io.duramen.views.KeyCodecs;

/** Provides {@link KeyCodecs#unsignedLong}, when named: a number alone does not tell that it is unsigned. */
public final class UnsignedLongKeysProvider extends OneTypeKeys<Long> {

    /** Creates the provider. */
    public UnsignedLongKeysProvider() {
        super("unsigned-long", BY_NAME, Long.class, KeyCodecs.unsignedLong());
    }
}
