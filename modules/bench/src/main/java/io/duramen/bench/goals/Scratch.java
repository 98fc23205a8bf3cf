// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.bench.child.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory for a while. */
record Scratch(Path directory) implements AutoCloseable {
    private static final Path TMPFS = Path.of("/dev/shm");

    /** One in memory, so that a sync costs nothing; where there is none, one on the disk. */
    static Scratch or(Path disk) throws IOException {
        return Files.isWritable(TMPFS) ? new Scratch(Files.createTempDirectory(TMPFS, "duramen-bench")) : on(disk);
    }

    /** One on the disk. */
    static Scratch on(Path disk) throws IOException {
        return new Scratch(Files.createDirectory(disk.resolve("scratch")));
    }

    Path fresh(String name) throws IOException {
        return Files.createDirectory(directory.resolve(name));
    }

    @Override
    public void close() throws IOException {
        Trees.delete(directory);
    }
}
