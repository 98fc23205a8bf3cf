// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import io.duramen.wal.WalException;
import java.util.Map;

/** A record holds something the predecessors' lines have no place for. */
public final class NoPlainFormException extends WalException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param lsn the record
     * @param found what has no place
     */
    public NoPlainFormException(long lsn, String found) {
        super(
                "NO_PLAIN_FORM",
                "record " + lsn
                        + " has no plain form: expected PREPARE or COMMIT with JSON changes and nothing else, found "
                        + found,
                Map.of("lsn", lsn, "found", found),
                "export with checks instead of plain lines",
                null);
    }
}
