// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Progress;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.Seeds;
import io.duramen.testkit.SimDisk;
import io.duramen.testkit.SimulatedCrash;
import io.duramen.wal.Compaction;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogQuery;
import io.duramen.wal.LogReplay;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * The memory of an agent that works for a long time, as a predecessor simulated it: commands, output and context written one
 * after the other, crashes and restarts, compaction now and then. There one write in twenty might be lost; here none may.
 */
class AgentSimulationTest {
    private static final int SESSIONS = 40;

    private static WalOptions options(long salt) {
        return WalOptions.builder()
                .writerMode(WriterMode.CALLER)
                .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .maxSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .random(new SplittableRandom(salt))
                .build();
    }

    private static LogEntry put(String actor, String id, String data) {
        return LogEntry.builder(ByteBuffer.wrap(data.getBytes(StandardCharsets.UTF_8)))
                .actor(actor)
                .operation("put")
                .key(id.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    /** What step n of the agent writes. */
    private static LogEntry step(long n) {
        return switch ((int) (n % 3)) {
            case 0 -> put("agent", "cmd-" + n, "{\"command\": \"ls -la /path/to/dir-" + n % 100 + "\"}");
            case 1 -> put("agent", "stdout-" + n, "{\"output\": \"total 42\\n" + "x".repeat(500) + "\"}");
            default -> put("agent", "context-" + n, "{\"working_dir\": \"/path\", \"inferred_intent\": \"list\"}");
        };
    }

    /** Power fails in the middle of every session, in any operation; every restart finds everything acknowledged. */
    @Test
    @Tag("S3.15")
    void aLongRunWithACrashInEverySessionLosesNothing(TestReporter reporter) {
        AckLog total = new AckLog();
        Seeds.run(5, random -> {
            SimDisk disk = SimDisk.create();
            WriteAheadLog.create(disk, options(0)).close();
            AckLog acks = new AckLog();
            for (int session = 1; session <= SESSIONS; session++) {
                disk.crashAt(disk.operations() + 1 + random.nextLong(400));
                try {
                    session(disk, acks, session);
                    throw new AssertionError("session " + session + " should have been interrupted");
                } catch (SimulatedCrash crash) {
                    disk = disk.crash(random.nextLong());
                }
            }
            try (WriteAheadLog log = WriteAheadLog.open(disk, options(SESSIONS + 1))) {
                requireEverything(log, acks);
            }
            total.acked(total.lastAcked() + acks.lastAcked());
        });
        reporter.publishEntry("acknowledged by " + 5 * SESSIONS + " sessions, none lost", "" + total.lastAcked());
        assertTrue(total.lastAcked() > 1_000, total::toString);
    }

    private static void session(SimDisk disk, AckLog acks, long salt) {
        try (WriteAheadLog log = WriteAheadLog.open(disk, options(salt))) {
            requireEverything(log, acks);
            if (log.durableLsn() > 0) {
                acks.acked(log.durableLsn());
            }
            for (long n = log.durableLsn() + 1; ; n++) {
                acks.tried(n);
                assertEquals(n, log.append(step(n)));
                acks.acked(n);
                if (n % 100 == 0) {
                    log.checkpoint(n - 50);
                    log.compact(Compaction.auto());
                }
            }
        }
    }

    /** What was acknowledged is there, the same each time it is replayed, and nothing that is not what it should be. */
    private static void requireEverything(WriteAheadLog log, AckLog acks) {
        acks.requireRecovered(log.durableLsn());
        LogReplay.Report report = LogReplay.run(
                log,
                LogQuery.from(log.firstLsn()),
                record -> {
                    LogEntry expected = step(record.lsn());
                    assertEquals(expected.payload(), record.payload());
                    assertEquals(ByteBuffer.wrap(expected.key()), record.key());
                },
                Progress.NONE);
        assertEquals(log.durableLsn(), report.lastLsn());
        assertEquals(log.durableLsn() - log.firstLsn() + 1, report.records());
    }

    /** Ten thousand writes with a checkpoint every thousand: what is kept stays as large as what is needed. */
    @Test
    @Tag("S3.15")
    void whatIsKeptDoesNotGrowWithTheLengthOfTheRun(TestReporter reporter) {
        SimDisk disk = SimDisk.create();
        long mostRecords = 0;
        long mostBytes = 0;
        Map<Integer, Long> bytesAt = new HashMap<>();
        try (WriteAheadLog log = WriteAheadLog.create(disk, options(1))) {
            for (int n = 1; n <= 10_000; n++) {
                log.append(put(
                        "memory-test",
                        "node-" + n,
                        "{\"index\": " + n + ", \"payload\": \"" + "x".repeat(100) + "\"}"));
                if (n % 1_000 == 0) {
                    log.checkpoint(n - 500);
                    log.compact(Compaction.auto());
                    mostRecords = Math.max(mostRecords, log.durableLsn() - log.firstLsn() + 1);
                    long bytes = disk.files().values().stream()
                            .mapToLong(size -> size)
                            .sum();
                    mostBytes = Math.max(mostBytes, bytes);
                    bytesAt.put(n, bytes);
                }
            }
        }
        reporter.publishEntry("records and bytes kept at most", mostRecords + ", " + mostBytes);
        assertTrue(mostRecords < 2_000, "kept " + mostRecords);
        assertTrue(bytesAt.get(10_000) <= bytesAt.get(2_000) + WalOptions.MIN_SEGMENT_BYTES, bytesAt::toString);
    }

    /** Ten workers at once: each of their writes is there once, under a number of its own, before and after a crash. */
    @Test
    @Tag("S3.15")
    @Tag("S3.07")
    void tenWorkersAtOnceLoseNothingAndShareNoNumber() {
        SimDisk disk = SimDisk.create();
        NavigableSet<Long> numbers = new TreeSet<>();
        Map<Long, String> acknowledged = new HashMap<>();
        WriteAheadLog log = WriteAheadLog.create(disk, options(1));
        CompletableFuture.allOf(java.util.stream.IntStream.range(0, 10)
                        .mapToObj(worker -> CompletableFuture.runAsync(() -> work(log, worker, numbers, acknowledged)))
                        .toArray(CompletableFuture[]::new))
                .join();
        assertEquals(1_000, numbers.size());
        assertEquals(1_000, numbers.last());
        try (WriteAheadLog again = WriteAheadLog.open(disk.crash(0), options(2))) {
            for (int worker = 0; worker < 10; worker++) {
                LogQuery query = LogQuery.builder().actor("worker-" + worker).build();
                long[] found = {0};
                again.read(query).forEach(record -> {
                    assertEquals(
                            acknowledged.get(record.lsn()),
                            StandardCharsets.UTF_8.decode(record.key()).toString());
                    found[0]++;
                });
                assertEquals(100, found[0]);
            }
        }
    }

    private static void work(
            WriteAheadLog log, int worker, NavigableSet<Long> numbers, Map<Long, String> acknowledged) {
        for (int i = 0; i < 100; i++) {
            String id = "worker-" + worker + "-op-" + i;
            long lsn = log.append(put("worker-" + worker, id, "{\"operation\": " + i + "}"));
            synchronized (numbers) {
                numbers.add(lsn);
                acknowledged.put(lsn, id);
            }
        }
    }
}
