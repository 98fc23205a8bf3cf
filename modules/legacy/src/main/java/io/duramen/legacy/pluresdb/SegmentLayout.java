// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The layout of a log of segments, as {@code docs/formats/pluresdb-segments.md} describes it. */
final class SegmentLayout {
    static final String DIRECTORY = "wal";

    /** The longest payload. A greater length is damage. */
    static final int MAX_PAYLOAD_BYTES = 16 << 20;

    /** The bytes of a length, which stands before every payload, little-endian. */
    static final int LENGTH_BYTES = 4;

    static final String SEQ = "seq";
    static final String TIMESTAMP = "timestamp";
    static final String ACTOR = "actor";
    static final String OPERATION = "operation";
    static final String CHECKSUM = "checksum";

    static final String PUT = "Put";
    static final String DELETE = "Delete";
    static final String COMPACT = "Compact";
    static final String CHECKPOINT = "Checkpoint";
    static final String ID = "id";
    static final String DATA = "data";
    static final String BEFORE_TIMESTAMP = "before_timestamp";
    static final String BASE_SEQ = "base_seq";

    static final String TORN_TAIL = "torn_tail";
    static final String TORN_MID_FILE = "torn_mid_file";
    static final String IMPLAUSIBLE_LENGTH = "implausible_length";
    static final String UNPARSEABLE_PAYLOAD = "unparseable_payload";
    static final String CHECKSUM_MISMATCH = "checksum_mismatch";

    private static final Pattern SEGMENT = Pattern.compile("[0-9a-f]{16}\\.wal");
    private static final byte[] PAYLOAD_BEGIN = "{\"seq\":".getBytes(StandardCharsets.US_ASCII);

    private SegmentLayout() {}

    /** Whether a file of this name is a segment. */
    static boolean isSegment(String name) {
        return SEGMENT.matcher(name).matches();
    }

    /** How the writer begins every payload; a new array. */
    static byte[] payloadBegin() {
        return PAYLOAD_BEGIN.clone();
    }
}
