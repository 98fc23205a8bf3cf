// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

/**
 * What a record is.
 *
 * @param code the number stored, 1 to 255; those below {@value #FIRST_USER_CODE} are Duramen's own
 */
public record RecordType(int code) {

    /** The first code applications may use as they like. */
    public static final int FIRST_USER_CODE = 64;

    /** Application data. */
    public static final RecordType DATA = new RecordType(1);

    /** A part of a transaction too large for one frame. */
    public static final RecordType PREPARE = new RecordType(2);

    /** A whole transaction, or the end of a prepared one. */
    public static final RecordType COMMIT = new RecordType(3);

    /** A prepared transaction is given up. */
    public static final RecordType ABORT = new RecordType(4);

    /** Everything up to a sequence number is held elsewhere. */
    public static final RecordType CHECKPOINT = new RecordType(5);

    /** Checks the range. */
    public RecordType {
        if (code < 1 || code > 255) {
            throw new IllegalArgumentException("a record type's code must be from 1 to 255, is " + code);
        }
    }

    @Override
    public String toString() {
        return switch (code) {
            case 1 -> "DATA";
            case 2 -> "PREPARE";
            case 3 -> "COMMIT";
            case 4 -> "ABORT";
            case 5 -> "CHECKPOINT";
            default -> (code < FIRST_USER_CODE ? "RESERVED_" : "USER_") + code;
        };
    }
}
