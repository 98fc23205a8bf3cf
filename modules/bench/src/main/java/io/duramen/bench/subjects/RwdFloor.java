// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.subjects;

import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** {@link RandomAccessFile} in mode {@code rwd}, into a file written before. */
final class RwdFloor extends Floor {

    RwdFloor() {
        super("floor-rwd", "pre-written, RandomAccessFile rwd");
    }

    @Override
    public int mostThreads() {
        return 1;
    }

    @Override
    public SubjectLog open(Path directory, SubjectConfig config) throws IOException {
        Path path = directory.resolve("floor");
        PreWritten.open(path, PreWritten.CHUNK_BYTES).close();
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rwd");
        return new FloorLog() {
            @Override
            public void append(byte[] record) throws IOException {
                if (file.getFilePointer() + record.length > PreWritten.CHUNK_BYTES) {
                    file.seek(0);
                }
                file.write(record);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
