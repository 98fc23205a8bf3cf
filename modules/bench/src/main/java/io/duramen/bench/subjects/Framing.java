// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.subjects;

import io.duramen.bench.BenchException;
import io.duramen.bench.RecordSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/** The least a record needs around it: {@code length(4) crc32c(4) payload}. A length of zero ends the file. */
final class Framing {
    static final int HEADER_BYTES = 8;

    private Framing() {}

    static void put(ByteBuffer to, byte[] record) {
        CRC32C crc = new CRC32C();
        crc.update(record, 0, record.length);
        to.putInt(record.length).putInt((int) crc.getValue()).put(record);
    }

    /** Reads all records by mapping the file, and returns where they end. */
    static long read(FileChannel channel, RecordSink sink) throws IOException {
        CRC32C crc = new CRC32C();
        long size = channel.size();
        long at = 0;
        while (at < size) {
            // a window of at most 1 GiB; the next starts at the first record that did not fit
            long window = Math.min(size - at, 1 << 30);
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, at, window);
            int position = 0;
            while (bytes.capacity() - position >= HEADER_BYTES) {
                int length = bytes.getInt(position);
                if (length == 0) {
                    return at + position;
                }
                if (bytes.capacity() - position - HEADER_BYTES < length) {
                    break;
                }
                ByteBuffer record =
                        bytes.limit(position + HEADER_BYTES + length).position(position + HEADER_BYTES);
                crc.reset();
                crc.update(record);
                if ((int) crc.getValue() != bytes.getInt(position + 4)) {
                    throw new BenchException("wrong checksum at offset " + (at + position));
                }
                record.position(position + HEADER_BYTES);
                sink.accept(record);
                position += HEADER_BYTES + length;
                bytes.clear();
            }
            if (position == 0) {
                return at;
            }
            at += position;
        }
        return at;
    }
}
