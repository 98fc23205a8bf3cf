// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import io.duramen.crypto.spi.KeyDerivation;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A slot that a later release made, for instance one that needs a key server or several credentials at once. It is kept and
 * shown, and this release never opens it.
 *
 * @param facts what the slot says of itself
 * @param type its kind
 * @param fields all else it holds, in order: texts, whole numbers, objects and arrays of these
 */
public record UnknownSlot(SlotFacts facts, String type, Map<String, Object> fields) implements Slot {

    @Override
    public byte @Nullable [] open(UUID keyringId, Credential credential, KeyDerivation derivation) {
        return null;
    }
}
