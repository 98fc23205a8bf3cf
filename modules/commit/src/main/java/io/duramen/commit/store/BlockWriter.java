// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Collects entries into blocks and writes each when it is full. */
final class BlockWriter {
    private final OutputStream out;
    private final ByteArrayOutputStream block = new ByteArrayOutputStream(2 * CheckpointLayout.BLOCK_BYTES);
    private int entries;

    BlockWriter(OutputStream out) {
        this.out = out;
    }

    void add(StoredEntry entry) throws IOException {
        if (entries > 0 && block.size() + entry.size() > CheckpointLayout.BLOCK_BYTES) {
            writeBlock();
        }
        byte[] value = entry.value;
        byte[] header = new byte[CheckpointLayout.ENTRY_HEADER_BYTES];
        ByteBuffer head = Bytes.littleEndian(header);
        head.putInt(entry.key.length).putInt(value == null ? 0 : value.length);
        head.put(value == null ? CheckpointLayout.TYPE_GONE : CheckpointLayout.TYPE_BYTES)
                .position(16);
        head.putLong(entry.version).put(entry.keyHash).put(entry.valueHash);
        block.writeBytes(header);
        block.writeBytes(entry.key);
        if (value != null) {
            block.writeBytes(value);
        }
        entries++;
    }

    /** Writes what is left, and the block without entries that ends them. */
    void finish() throws IOException {
        if (entries > 0) {
            writeBlock();
        }
        writeBlock();
    }

    private void writeBlock() throws IOException {
        byte[] payload = block.toByteArray();
        byte[] head = new byte[CheckpointLayout.BLOCK_HEADER_BYTES];
        ByteBuffer header = Bytes.littleEndian(head);
        header.putInt(payload.length).putInt(entries).putInt(Bytes.crc(payload, 0, payload.length));
        header.putInt(Bytes.crc(head, 0, header.position()));
        out.write(head);
        out.write(payload);
        block.reset();
        entries = 0;
    }
}
