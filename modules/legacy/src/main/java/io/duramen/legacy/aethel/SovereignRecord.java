// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.aethel;

import io.duramen.legacy.families.JsonFields;
import io.duramen.legacy.families.JsonText;
import io.duramen.legacy.text.BadLineException;
import org.jspecify.annotations.Nullable;

/**
 * A record of the sovereign store's log. Each operation has two, the first before it was done and the second after it.
 *
 * @param sequence its number
 * @param isPut whether the key gets the value; else it is deleted
 * @param key the key
 * @param value the value as it stands
 * @param timestamp when it was written, as it stands
 * @param rootBefore the flat root before the operation, {@code empty}, or {@code null}
 * @param rootAfter the flat root after it, {@code pending}, or {@code null}
 */
record SovereignRecord(
        long sequence,
        boolean isPut,
        String key,
        JsonText value,
        JsonText timestamp,
        @Nullable String rootBefore,
        @Nullable String rootAfter) {

    static SovereignRecord parse(byte[] line) throws BadLineException {
        JsonFields fields = JsonFields.of(line);
        fields.require(
                "sequence_number", "operation", "key", "value", "timestamp", "merkle_root_before", "merkle_root_after");
        String operation = fields.string("operation");
        if (!operation.equals("PUT") && !operation.equals("DELETE")) {
            throw new BadLineException("unknown_op");
        }
        return new SovereignRecord(
                fields.integer("sequence_number"),
                operation.equals("PUT"),
                fields.string("key"),
                fields.any("value"),
                fields.number("timestamp"),
                fields.stringOrNull("merkle_root_before"),
                fields.stringOrNull("merkle_root_after"));
    }

    /** Whether it says which root the state has after it. */
    boolean hasRoot() {
        return rootAfter != null && !rootAfter.equals("pending");
    }

    double time() {
        return Double.parseDouble(timestamp.text());
    }
}
