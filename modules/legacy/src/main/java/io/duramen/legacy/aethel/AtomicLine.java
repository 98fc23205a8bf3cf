// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.aethel;

import io.duramen.legacy.families.JsonFields;
import io.duramen.legacy.families.JsonText;
import io.duramen.legacy.text.BadLineException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A line of the atomic-commit layer's log.
 *
 * @param kind what it is
 * @param transactionId the transaction
 * @param changes values by key, in an entry
 * @param timestamp when it was written, in an entry
 * @param flag whether an old entry says by itself that it is committed
 */
record AtomicLine(
        Kind kind,
        String transactionId,
        @Nullable JsonText changes,
        @Nullable JsonText timestamp,
        boolean flag) {

    enum Kind {
        /** An entry that may say by itself whether it is committed. */
        OLD,
        /** An entry that is committed by a COMMIT. */
        PREPARE,
        /** Commits entries. */
        COMMIT
    }

    static AtomicLine parse(byte[] line) throws BadLineException {
        JsonFields fields = JsonFields.of(line);
        if (!fields.has("op")) {
            return entry(Kind.OLD, fields);
        }
        String op = fields.string("op");
        return switch (op) {
            case "PREPARE" -> entry(Kind.PREPARE, fields);
            case "COMMIT" -> commit(fields);
            default -> throw new BadLineException("unknown_op");
        };
    }

    private static AtomicLine entry(Kind kind, JsonFields fields) throws BadLineException {
        fields.require("tx_id", "changes", "timestamp");
        return new AtomicLine(
                kind,
                fields.string("tx_id"),
                fields.object("changes"),
                fields.number("timestamp"),
                kind == Kind.OLD && fields.flag("committed", false));
    }

    private static AtomicLine commit(JsonFields fields) throws BadLineException {
        fields.require("tx_id", "timestamp");
        fields.number("timestamp");
        return new AtomicLine(Kind.COMMIT, fields.string("tx_id"), null, null, false);
    }

    /** The transaction that a line with an unknown op says was given up, or {@code null}. No writer there is writes one. */
    static @Nullable String abortOf(byte[] line) {
        try {
            JsonFields fields = JsonFields.of(line);
            return fields.string("op").equals("ABORT") ? fields.string("tx_id") : null;
        } catch (BadLineException e) {
            return null;
        }
    }

    /**
     * What stands whole behind the broken start of a line: the predecessor appended to a torn line as if it had an end. It is
     * told and not taken, as the predecessor never took it; the state file knows what became of it.
     */
    static @Nullable String buriedIn(byte[] bytes) {
        int from = Math.max(lastIndexOf(bytes, "{\"op\": "), lastIndexOf(bytes, "{\"tx_id\": "));
        if (from <= 0) {
            return null;
        }
        try {
            AtomicLine whole = parse(Arrays.copyOfRange(bytes, from, bytes.length));
            return "behind its broken start stands a whole " + (whole.isEntry() ? "entry" : "COMMIT")
                    + " of transaction " + whole.transactionId() + ", which no reader takes; the state file decides";
        } catch (BadLineException e) {
            return null;
        }
    }

    private static int lastIndexOf(byte[] bytes, String ascii) {
        for (int at = bytes.length - ascii.length(); at >= 0; at--) {
            int i = 0;
            while (i < ascii.length() && bytes[at + i] == ascii.charAt(i)) {
                i++;
            }
            if (i == ascii.length()) {
                return at;
            }
        }
        return -1;
    }

    boolean isEntry() {
        return kind != Kind.COMMIT;
    }
}
