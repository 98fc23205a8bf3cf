// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.SegmentLayout.*;

import java.util.zip.CRC32C;

/** The body of a frame being put together: encoded records, one behind the other, in a buffer that is used again and again. */
final class Group {
    private final CRC32C crc = new CRC32C();
    private final byte[] recordCrc = new byte[4];
    private byte[] bytes = new byte[64 << 10];
    private int length;
    private int records;

    void clear() {
        length = 0;
        records = 0;
        crc.reset();
    }

    void add(byte[] record) {
        if (bytes.length - length < record.length) {
            bytes = java.util.Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + record.length));
        }
        System.arraycopy(record, 0, bytes, length, record.length);
        length += record.length;
        records++;
        System.arraycopy(record, RECORD_CRC, recordCrc, 0, recordCrc.length);
        crc.update(recordCrc);
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    int records() {
        return records;
    }

    /** The checksum of a body that is not sealed: over its records' checksums, which cover every byte of them. */
    int crc() {
        return (int) crc.getValue();
    }
}
