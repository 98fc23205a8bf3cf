// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.subjects;

import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import java.io.IOException;
import java.nio.file.Path;

/** The floor everything is compared with: {@code write} and {@code force(false)} into a file written before. */
public final class PreWrittenFloor extends Floor {

    /** Makes the floor. */
    public PreWrittenFloor() {
        super("floor-prewritten", "pre-written, write + force(false)");
    }

    @Override
    public SubjectLog open(Path directory, SubjectConfig config) throws IOException {
        return new ChannelFloorLog(
                PreWritten.open(directory.resolve("floor"), PreWritten.CHUNK_BYTES),
                config.recordBytes(),
                ChannelFloorLog.directBuffers(config.recordBytes()),
                true);
    }
}
