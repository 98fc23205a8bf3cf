// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.subjects;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** One write an append into a pre-written file, and one force unless the channel syncs by itself. */
final class ChannelFloorLog implements FloorLog {
    private final FileChannel channel;
    private final Ring ring;
    private final ThreadLocal<ByteBuffer> buffers;
    private final boolean force;

    ChannelFloorLog(FileChannel channel, int slotBytes, ThreadLocal<ByteBuffer> buffers, boolean force) {
        this.channel = channel;
        this.ring = new Ring(PreWritten.CHUNK_BYTES, slotBytes);
        this.buffers = buffers;
        this.force = force;
    }

    /** A direct buffer for each thread, so that NIO does not copy into one of its own. */
    static ThreadLocal<ByteBuffer> directBuffers(int bytes) {
        return ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(bytes));
    }

    @Override
    public void append(byte[] record) throws IOException {
        ByteBuffer buffer = buffers.get().clear();
        // what a direct write must pad stays behind the record
        buffer.put(0, record);
        long at = ring.claim();
        while (buffer.hasRemaining()) {
            at += channel.write(buffer, at);
        }
        if (force) {
            channel.force(false);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
