// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.bench.BenchException;
import io.duramen.wal.LogTail;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What a reader that follows the log costs those who append: turns with and without it, one after the other. */
final class LiveReadersGoal implements Goal {
    private static final int BYTES = 256;
    private static final int TURNS = 8;

    private volatile boolean reading;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    @Override
    public String name() {
        return "live-readers";
    }

    @Override
    public Map<String, Double> measure(Path directory, Effort effort) throws Exception {
        double alone = 0;
        double followed = 0;
        try (WriteAheadLog log = WriteAheadLog.create(directory, WalOptions.defaults());
                Load load = Load.on(log, 1, BYTES)) {
            load.rate(effort.seconds());
            for (int turn = 0; turn < TURNS; turn++) {
                alone += load.rate(effort.seconds() / 2);
                CountDownLatch following =
                        new CountDownLatch(1); // opening verifies the log, and is not what is asked for
                Thread reader = follow(directory, log.durableLsn(), following);
                following.await();
                followed += load.rate(effort.seconds() / 2);
                reading = false;
                reader.join();
            }
        }
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw new BenchException("the reader failed: " + failed, failed);
        }
        return Map.of(
                "alone a second", alone / TURNS,
                "followed a second", followed / TURNS,
                "percent slower", (1 - followed / alone) * 100);
    }

    /** Reads as another process would: by a log of its own, opened to read only. */
    private Thread follow(Path directory, long from, CountDownLatch following) {
        reading = true;
        Thread reader = new Thread(
                () -> {
                    try (ReadableLog log = WriteAheadLog.openReadOnly(directory, WalOptions.defaults());
                            LogTail tail = log.tail(from)) {
                        while (reading) {
                            if (tail.next(Duration.ofMillis(10))) {
                                following.countDown();
                            }
                        }
                    } catch (RuntimeException e) {
                        failure.compareAndSet(null, e);
                    } catch (InterruptedException e) {
                        failure.compareAndSet(null, new BenchException("interrupted", e));
                    } finally {
                        following.countDown();
                    }
                },
                "follower");
        reader.start();
        return reader;
    }
}
