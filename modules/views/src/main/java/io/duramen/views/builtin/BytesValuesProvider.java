// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.builtin;

import io.duramen.views.ValueCodecs;

/** Provides {@link ValueCodecs#bytes}. */
public final class BytesValuesProvider extends OneTypeValues<byte[]> {

    /** Creates the provider. */
    public BytesValuesProvider() {
        super("bytes", BUILT_IN, byte[].class, ValueCodecs.bytes());
    }
}
