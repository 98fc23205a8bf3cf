// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.builtin;

import io.duramen.views.KeyCodecs;

/** Provides {@link KeyCodecs#signedLong}. */
public final class SignedLongKeysProvider extends OneTypeKeys<Long> {

    /** Creates the provider. */
    public SignedLongKeysProvider() {
        super("signed-long", BUILT_IN, Long.class, KeyCodecs.signedLong());
    }
}
