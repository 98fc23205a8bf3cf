// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.util.Map;

/** A store was asked to acknowledge what is not durable. It acknowledges nothing else, so nothing was opened. */
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
}
