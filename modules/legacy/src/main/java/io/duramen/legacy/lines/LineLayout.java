// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

/** The layout of a line, as {@code docs/formats/json-lines.md} describes it. */
final class LineLayout {
    /** The format of the lines Duramen writes. A reader refuses a higher one. */
    static final int FORMAT = 1;

    static final String OP = "op";
    static final String TX_ID = "tx_id";
    static final String CHANGES = "changes";
    static final String TIMESTAMP = "timestamp";
    static final String COMMITTED = "committed";

    static final String DELETED = "deleted";
    static final String BASE64 = "$base64";
    static final String ACTOR = "actor";
    static final String OPERATION = "operation";
    static final String KEY = "key";
    static final String INCARNATION = "incarnation";
    static final String MARK = "mark";
    static final String LSN = "lsn";
    static final String DURABLE = "durable";
    static final String MORE = "more";
    static final String CRC = "crc";

    /** What stands before the eight digits of the checksum, which end the line with {@link #CRC_END}. */
    static final String CRC_BEGIN = ", \"crc\": \"";

    static final String CRC_END = "\"}";
    static final int CRC_DIGITS = 8;
    static final int CRC_BYTES = CRC_BEGIN.length() + CRC_DIGITS + CRC_END.length();

    /** How every mark begins, and so every log that Duramen made. */
    static final String MARK_BEGIN = "{\"tx_id\": \"duramen@";

    private LineLayout() {}
}
