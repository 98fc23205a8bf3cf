// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.subjects;

import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One {@code write} to a channel opened with {@code DSYNC}, into a file written before. */
final class DsyncFloor extends Floor {

    DsyncFloor() {
        super("floor-dsync", "pre-written, DSYNC write");
    }

    @Override
    public SubjectLog open(Path directory, SubjectConfig config) throws IOException {
        Path file = directory.resolve("floor");
        PreWritten.open(file, PreWritten.CHUNK_BYTES).close();
        return new ChannelFloorLog(
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.DSYNC),
                config.recordBytes(),
                ChannelFloorLog.directBuffers(config.recordBytes()),
                false);
    }
}
