// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.subjects;

import io.duramen.bench.RecordSink;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import io.duramen.bench.Work;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** The floor of buffered appends and of replay: one buffer of 1 MiB out, one mapping in, a checksum a record. */
final class BufferFloor extends Floor {
    private static final int BUFFER_BYTES = 1 << 20;

    BufferFloor() {
        super("floor-buffered", "buffered writes of 1 MiB, mapped reads, CRC32C");
    }

    @Override
    public boolean syncs() {
        return false;
    }

    @Override
    public int mostThreads() {
        return 1;
    }

    @Override
    public Set<Work> works() {
        return Set.of(Work.BUFFERED, Work.REPLAY);
    }

    @Override
    public SubjectLog open(Path directory, SubjectConfig config) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve("records"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        channel.position(channel.size());
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        return new SubjectLog() {
            @Override
            public void append(byte[] record) throws IOException {
                if (buffer.remaining() < Framing.HEADER_BYTES + record.length) {
                    drain();
                }
                Framing.put(buffer, record);
            }

            @Override
            public void drain() throws IOException {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                buffer.clear();
            }

            @Override
            public void replay(RecordSink sink) throws IOException {
                Framing.read(channel, sink);
            }

            @Override
            public void close() throws IOException {
                drain();
                channel.close();
            }
        };
    }
}
