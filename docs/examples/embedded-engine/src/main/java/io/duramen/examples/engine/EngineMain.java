// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.examples.engine;

import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import io.duramen.wal.LogMissingException;
import io.duramen.wal.WalOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.h2.mvstore.MVStore;

/**
 * Counts in a directory, until it is killed: the counter and the square of it, which must always fit. Started again it goes on
 * where it was, whatever killed it.
 */
public final class EngineMain {
    private static final String TABLE = "counter";
    private static final int CHECKPOINT_EVERY = 100;
    private static final WalOptions OPTIONS =
            WalOptions.builder().firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES).build();

    private EngineMain() {}

    /**
     * Runs it.
     *
     * @param args the directory, and how far to count; for ever unless given
     * @throws IOException if the directory cannot be made
     */
    public static void main(String... args) throws IOException {
        Path directory = Path.of(args[0]);
        long end = args.length > 1 ? Long.parseLong(args[1]) : Long.MAX_VALUE;
        Files.createDirectories(directory);
        try (LoggedEngine engine = open(directory)) {
            System.out.println(
                    "open " + number(engine) + ", replayed " + engine.recovery().replayed());
            for (long n = number(engine) + 1; n <= end; n++) {
                System.out.println("begin " + n);
                engine.write(List.of(
                        Change.put(TABLE, "number", Long.toString(n)),
                        Change.put(TABLE, "square", Long.toString(n * n))));
                System.out.println("done " + n);
                if (n % CHECKPOINT_EVERY == 0) {
                    engine.checkpoint();
                }
            }
        }
    }

    /** Opens what is there, or makes it. */
    static LoggedEngine open(Path directory) {
        Storage log = NioStorage.at(directory.resolve("log"));
        try {
            return LoggedEngine.openWithRecovery(
                    log, OPTIONS, store(directory), warning -> System.out.println("warning: " + warning));
        } catch (LogMissingException firstTime) {
            return LoggedEngine.create(log, OPTIONS, store(directory));
        }
    }

    private static MVStore store(Path directory) {
        return MVStore.open(directory.resolve("data.mv.db").toString());
    }

    /** Returns how far it counted; the two halves of a transaction must agree. */
    static long number(LoggedEngine engine) {
        String number = engine.get(TABLE, "number");
        long n = number == null ? 0 : Long.parseLong(number);
        String square = engine.get(TABLE, "square");
        if (n * n != (square == null ? 0 : Long.parseLong(square))) {
            throw new IllegalStateException("the square of " + number + " is not " + square);
        }
        return n;
    }
}
