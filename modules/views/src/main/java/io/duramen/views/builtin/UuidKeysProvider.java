// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.builtin;

import io.duramen.views.KeyCodecs;
import java.util.UUID;

/** Provides {@link KeyCodecs#uuid}. */
public final class UuidKeysProvider extends OneTypeKeys<UUID> {

    /** Creates the provider. */
    public UuidKeysProvider() {
        super("uuid", BUILT_IN, UUID.class, KeyCodecs.uuid());
    }
}
