// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.child;

import io.duramen.bench.BenchException;
import io.duramen.bench.RecordSink;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Checks that records come back in order and whole. */
final class RecordCheck implements RecordSink {
    private final int bytes;
    private final boolean checksums;
    private final CRC32C crc = new CRC32C();
    private long count;

    RecordCheck(int bytes, boolean checksums) {
        this.bytes = bytes;
        this.checksums = checksums;
    }

    @Override
    public void accept(ByteBuffer record) {
        int at = record.position();
        if (record.remaining() != bytes || record.getLong(at) != count) {
            throw new BenchException("expected record " + count + " of " + bytes + " bytes, found " + record.remaining()
                    + " bytes" + (record.remaining() >= Long.BYTES ? " of record " + record.getLong(at) : ""));
        }
        if (checksums) {
            int expected = record.getInt(at + bytes - Integer.BYTES);
            record.limit(at + bytes - Integer.BYTES).position(at + Long.BYTES);
            crc.reset();
            crc.update(record);
            if ((int) crc.getValue() != expected) {
                throw new BenchException("record " + count + " is not as it was written");
            }
        }
        count++;
    }

    long count() {
        return count;
    }
}
