// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.wal.RecordType;
import org.jspecify.annotations.Nullable;

/** Record types as the word {@code op}. Those a predecessor does not know it skips. */
final class Ops {
    private static final String OTHER = "TYPE_";

    private Ops() {}

    static String op(RecordType type) {
        return type.code() <= RecordType.CHECKPOINT.code() ? type.toString() : OTHER + type.code();
    }

    static @Nullable RecordType type(String op) {
        return switch (op) {
            case "DATA" -> RecordType.DATA;
            case "PREPARE" -> RecordType.PREPARE;
            case "COMMIT" -> RecordType.COMMIT;
            case "ABORT" -> RecordType.ABORT;
            case "CHECKPOINT" -> RecordType.CHECKPOINT;
            default -> other(op);
        };
    }

    private static @Nullable RecordType other(String op) {
        try {
            RecordType type = op.startsWith(OTHER) ? new RecordType(Integer.parseInt(op, 5, op.length(), 10)) : null;
            return type != null && op(type).equals(op) ? type : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
