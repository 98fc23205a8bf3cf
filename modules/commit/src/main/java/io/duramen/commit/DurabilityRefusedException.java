// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.util.Map;

/** A store was asked to acknowledge what is not durable, or less durable than its mode promises. Nothing was opened. */
public final class DurabilityRefusedException extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the store's directory
     * @param durability what was asked for
     */
    public DurabilityRefusedException(String directory, String durability) {
        super(
                "DURABILITY_REFUSED",
                "the store in " + directory + " cannot be opened with durability " + durability
                        + ": a store acknowledges only what is durable",
                Map.of("directory", directory, "durability", durability),
                "use WalOptions with durability WAL or FULL",
                null);
    }

    /**
     * Creates an exception.
     *
     * @param directory the store's directory
     * @param mode the mode asked for
     * @param durability the durability asked for beside it
     */
    public DurabilityRefusedException(String directory, StoreMode mode, String durability) {
        super(
                "DURABILITY_REFUSED",
                "the store in " + directory + " cannot be opened in mode " + mode + " with durability " + durability
                        + ": the mode needs FULL",
                Map.of("directory", directory, "mode", mode.name(), "durability", durability),
                "use WalOptions with durability FULL, or mode JOURNAL",
                null);
    }
}
