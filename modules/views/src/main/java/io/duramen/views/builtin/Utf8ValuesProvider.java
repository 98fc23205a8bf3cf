// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.builtin;

import io.duramen.views.ValueCodecs;

/** Provides {@link ValueCodecs#utf8}. */
public final class Utf8ValuesProvider extends OneTypeValues<String> {

    /** Creates the provider. */
    public Utf8ValuesProvider() {
        super("utf-8", BUILT_IN, String.class, ValueCodecs.utf8());
    }
}
