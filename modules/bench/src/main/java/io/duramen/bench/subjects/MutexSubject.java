// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.subjects;

import io.duramen.bench.Kind;
import io.duramen.bench.Purpose;
import io.duramen.bench.RecordSink;
import io.duramen.bench.Subject;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The first log anyone writes: under one lock, {@code write} and {@code force}. Pre-written, so that it is not easy prey. */
final class MutexSubject implements Subject {

    @Override
    public String name() {
        return "mutex";
    }

    @Override
    public String title() {
        return "one lock around write + force(false)";
    }

    @Override
    public Kind kind() {
        return Kind.REFERENCE;
    }

    @Override
    public SubjectLog open(Path directory, SubjectConfig config) throws IOException {
        return new MutexLog(directory, config.purpose() == Purpose.DURABLE);
    }

    private static final class MutexLog implements SubjectLog {
        private final FileChannel channel;
        private final boolean force;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
        private long end;
        private long written;

        MutexLog(Path directory, boolean force) throws IOException {
            this.force = force;
            channel = PreWritten.open(directory.resolve("records"), PreWritten.CHUNK_BYTES);
            end = Framing.read(channel, record -> {});
            written = channel.size();
        }

        @Override
        public synchronized void append(byte[] record) throws IOException {
            if (end + Framing.HEADER_BYTES + record.length > written) {
                written += PreWritten.CHUNK_BYTES;
                PreWritten.extend(channel, written);
            }
            buffer.clear();
            Framing.put(buffer, record);
            buffer.flip();
            while (buffer.hasRemaining()) {
                end += channel.write(buffer, end);
            }
            if (force) {
                channel.force(false);
            }
        }

        @Override
        public void drain() {}

        @Override
        public void replay(RecordSink sink) throws IOException {
            Framing.read(channel, sink);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
