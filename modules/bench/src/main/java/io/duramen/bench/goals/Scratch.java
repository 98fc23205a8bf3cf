// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.bench.child.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory in memory, so that a sync costs nothing; where there is none, one on the disk. */
record Scratch(Path directory) implements AutoCloseable {
    private static final Path TMPFS = Path.of("/dev/shm");

    static Scratch or(Path disk) throws IOException {
        return new Scratch(
                Files.isWritable(TMPFS)
                        ? Files.createTempDirectory(TMPFS, "duramen-bench")
                        : Files.createDirectory(disk.resolve("scratch")));
    }

    Path fresh(String name) throws IOException {
        return Files.createDirectory(directory.resolve(name));
    }

    @Override
    public void close() throws IOException {
        Trees.delete(directory);
    }
}
