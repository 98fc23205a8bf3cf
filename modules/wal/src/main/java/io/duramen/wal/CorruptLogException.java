// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that was durable is not as it was written. Nothing is changed, nothing is cut off; what comes before the damage
 * can be read with {@link WriteAheadLog#openReadOnly(java.nio.file.Path, WalOptions)}.
 */
public class CorruptLogException extends WalException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long offset;
    private final long lsn;

    /**
     * Creates an exception.
     *
     * @param file the damaged file
     * @param offset where in it, in bytes; -1 if the whole file is meant
     * @param lsn the first record that cannot be trusted
     * @param expected what should be there
     * @param found what is there
     * @param evidence how it is known that this was durable, or {@code null}
     */
    public CorruptLogException(
            String file, long offset, long lsn, String expected, String found, @Nullable String evidence) {
        this("LOG_CORRUPT", file, offset, lsn, expected, found, evidence, null);
    }

    /**
     * Creates an exception for a subclass.
     *
     * @param code the kind of failure
     * @param file the damaged file
     * @param offset where in it, in bytes; -1 if the whole file is meant
     * @param lsn the first record that cannot be trusted
     * @param expected what should be there
     * @param found what is there
     * @param evidence how it is known that this was durable, or {@code null}
     * @param cause what led to this, or {@code null}
     */
    protected CorruptLogException(
            String code,
            String file,
            long offset,
            long lsn,
            String expected,
            String found,
            @Nullable String evidence,
            @Nullable Throwable cause) {
        super(
                code,
                file + (offset < 0 ? "" : " is damaged at byte " + offset) + ", record " + lsn + ": expected "
                        + expected + ", found " + found
                        + (evidence == null ? "" : "; it was durable, because " + evidence),
                facts(file, offset, lsn, expected, found, evidence),
                "run duramen inspect to see what is left, and restore the file or the whole directory from a backup",
                cause);
        this.file = file;
        this.offset = offset;
        this.lsn = lsn;
    }

    /**
     * Returns the damaged file.
     *
     * @return its full name
     */
    public String file() {
        return file;
    }

    /**
     * Returns where the damage is.
     *
     * @return bytes from the start of the file; -1 if the whole file is meant
     */
    public long offset() {
        return offset;
    }

    /**
     * Returns the first record that cannot be trusted.
     *
     * @return an LSN
     */
    public long lsn() {
        return lsn;
    }

    private static Map<String, Object> facts(
            String file, long offset, long lsn, String expected, String found, @Nullable String evidence) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", file);
        facts.put("offset", offset);
        facts.put("lsn", lsn);
        facts.put("expected", expected);
        facts.put("found", found);
        if (evidence != null) {
            facts.put("evidence", evidence);
        }
        return facts;
    }
}
