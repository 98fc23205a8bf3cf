// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

/**
 * A sealed frame is intact by its checksum but not by its seal: somebody altered it. Nothing is changed; the file is
 * evidence.
 */
public final class TamperedLogException extends CorruptLogException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param file the altered file
     * @param offset where the altered frame starts
     * @param lsn the first record that cannot be trusted
     */
    public TamperedLogException(String file, long offset, long lsn) {
        super(
                "LOG_TAMPERED",
                file,
                offset,
                lsn,
                "a frame as it was sealed",
                "one whose checksum fits and whose seal does not: it was altered on purpose or belongs elsewhere",
                null,
                null);
    }
}
