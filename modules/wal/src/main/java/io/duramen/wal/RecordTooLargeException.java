// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.util.Map;

/** A record is over the limit. Nothing was written. */
public final class RecordTooLargeException extends WalException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param bytes the payload's size
     * @param limit the largest payload
     */
    public RecordTooLargeException(long bytes, long limit) {
        super(
                "RECORD_TOO_LARGE",
                "a record's payload may have " + limit + " bytes, has " + bytes + "; nothing was written",
                Map.of("bytes", bytes, "limit", limit),
                "split it, or raise WalOptions.maxRecordBytes up to 16 MiB less 64 KiB",
                null);
    }
}
