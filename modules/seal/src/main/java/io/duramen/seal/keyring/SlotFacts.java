// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What every slot says of itself, in clear.
 *
 * @param id its number, never used again in this keyring
 * @param createdAt when it was made, to the second
 * @param label what people call it; {@code null} for nothing
 */
public record SlotFacts(int id, Instant createdAt, @Nullable String label) {
    /** The longest label, in characters. */
    public static final int MAX_LABEL = 64;

    /** Checks the label. */
    public SlotFacts {
        if (label != null && (label.isEmpty() || label.length() > MAX_LABEL)) {
            throw new IllegalArgumentException("a label has 1 to " + MAX_LABEL + " characters, not " + label.length());
        }
    }
}
