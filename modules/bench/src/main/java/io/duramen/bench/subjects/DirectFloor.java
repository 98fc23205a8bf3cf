// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.subjects;

import com.sun.nio.file.ExtendedOpenOption;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One {@code write} of a whole block past the page cache, {@code O_DIRECT} and {@code O_DSYNC}, into a file written before. */
final class DirectFloor extends Floor {

    DirectFloor() {
        super("floor-direct", "pre-written, DIRECT + DSYNC write");
    }

    @Override
    public SubjectLog open(Path directory, SubjectConfig config) throws IOException {
        Path file = directory.resolve("floor");
        PreWritten.open(file, PreWritten.CHUNK_BYTES).close();
        int block = (int) Files.getFileStore(file).getBlockSize();
        int slot = (config.recordBytes() + block - 1) / block * block;
        return new ChannelFloorLog(
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.DSYNC, ExtendedOpenOption.DIRECT),
                slot,
                ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(slot + block)
                        .alignedSlice(block)
                        .slice(0, slot)),
                false);
    }
}
