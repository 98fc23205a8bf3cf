// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.jmh;

import io.duramen.wal.Durability;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A log of durability {@code NONE}, on tmpfs where there is one. */
@State(Scope.Benchmark)
public class OpenLog {
    private static final Path TMPFS = Path.of("/dev/shm");

    /** The size of a record. */
    @Param({"64", "256", "1024"})
    public int bytes;

    Path directory;
    WriteAheadLog log;
    ByteBuffer record;

    /**
     * Opens the log.
     *
     * @throws IOException if there is no place for it
     */
    @Setup(Level.Trial)
    public void open() throws IOException {
        directory = Files.isWritable(TMPFS)
                ? Files.createTempDirectory(TMPFS, "duramen-jmh")
                : Files.createTempDirectory("duramen-jmh");
        log = WriteAheadLog.create(
                directory,
                WalOptions.defaults().toBuilder().durability(Durability.NONE).build());
        byte[] random = new byte[bytes];
        new SplittableRandom(1).nextBytes(random);
        record = ByteBuffer.wrap(random);
    }

    /** Gives the space of an iteration back. */
    @TearDown(Level.Iteration)
    public void checkpoint() {
        log.checkpoint(log.sync() + 1);
    }

    /**
     * Removes the log.
     *
     * @throws IOException if it cannot be removed
     */
    @TearDown(Level.Trial)
    public void remove() throws IOException {
        log.close();
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(directory)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
