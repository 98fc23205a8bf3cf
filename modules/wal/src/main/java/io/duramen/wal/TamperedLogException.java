// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

/**
 * A sealed frame is intact by its checksum but not by its seal, or by its seal but not by a digest that was kept elsewhere:
 * somebody altered it, in the second case with its key. Nothing is changed; the file is evidence.
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

    /**
     * Creates an exception for frames that have their seals and are not those a digest was kept of.
     *
     * @param file the altered file
     * @param offset where the first of the frames starts; -1 if there are none
     * @param lsn the first record that cannot be trusted
     * @param expected what should be there
     * @param found what is there
     * @param evidence how it is known that this was durable
     */
    public TamperedLogException(String file, long offset, long lsn, String expected, String found, String evidence) {
        super("LOG_TAMPERED", file, offset, lsn, expected, found, evidence, null);
    }
}
