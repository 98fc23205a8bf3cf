// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.subjects;

import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** {@code write} and {@code force(false)} at the end of a file that grows with each. */
final class GrowFloor extends Floor {

    GrowFloor() {
        super("floor-grow", "growing file, write + force(false)");
    }

    @Override
    public int mostThreads() {
        return 1;
    }

    @Override
    public SubjectLog open(Path directory, SubjectConfig config) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("floor"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        ByteBuffer buffer = ByteBuffer.allocateDirect(config.recordBytes());
        return new FloorLog() {
            @Override
            public void append(byte[] record) throws IOException {
                buffer.clear().put(record).flip();
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(false);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
