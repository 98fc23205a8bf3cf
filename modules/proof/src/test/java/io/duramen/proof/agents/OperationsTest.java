// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Progress;
import io.duramen.testkit.Seeds;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.Compaction;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogQuery;
import io.duramen.wal.LogRecord;
import io.duramen.wal.LogReplay;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.RecordType;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The four operations that users of the predecessors know: put replaces, delete removes, checkpoint says from where on a
 * replay has to begin, compact removes what is below it. The last two are in the log and change no value.
 */
class OperationsTest {
    private static final WalOptions OPTIONS = WalOptions.builder()
            .writerMode(WriterMode.CALLER)
            .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
            .maxSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
            .build();

    /** A program that keeps its values beside its log, and a copy of them as they were at the last checkpoint. */
    private static final class Program {
        private final SimDisk disk = SimDisk.create();
        private final WriteAheadLog log = WriteAheadLog.create(disk, OPTIONS);
        private final TreeMap<String, String> values = new TreeMap<>();
        private TreeMap<String, String> atCheckpoint = new TreeMap<>();
        private long removed;

        void step(SplittableRandom random) {
            String key = "key-" + random.nextInt(50);
            switch (random.nextInt(40)) {
                case 0 -> {
                    long lsn = log.append(entry("checkpoint", "", "")
                            .type(RecordType.CHECKPOINT)
                            .build());
                    atCheckpoint = new TreeMap<>(values); // and forced somewhere, in a real program
                    removed += log.checkpoint(lsn);
                }
                case 1 -> {
                    if (log.checkpointLsn() > 1) {
                        log.append(entry("compact", "", "").build());
                        removed +=
                                log.compact(Compaction.aggressive()).removed().size();
                    }
                }
                case 2, 3, 4, 5, 6, 7, 8, 9 -> {
                    log.append(entry("delete", key, "").build());
                    values.remove(key);
                }
                default -> {
                    String value = "value " + random.nextInt() + " ".repeat(random.nextInt(2_000));
                    log.append(entry("put", key, value).build());
                    values.put(key, value);
                }
            }
        }
    }

    private static LogEntry.Builder entry(String operation, String key, String value) {
        return LogEntry.builder(ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)))
                .actor("ada")
                .operation(operation)
                .key(key.getBytes(StandardCharsets.UTF_8));
    }

    private static void apply(LogRecord record, Map<String, String> values) {
        String key = StandardCharsets.UTF_8.decode(record.key()).toString();
        switch (record.operation()) {
            case "put" ->
                values.put(key, StandardCharsets.UTF_8.decode(record.payload()).toString());
            case "delete" -> values.remove(key);
            default -> assertTrue(key.isEmpty(), "checkpoint and compact are about no key");
        }
    }

    @Test
    @Tag("S3.06")
    @Tag("S3.10")
    @Tag("S3.29")
    void replayedFromTheCheckpointTheLogYieldsTheStateOfTheProgramThatCrashed() {
        Seeds.run(20, random -> {
            Program program = new Program();
            for (int i = 0; i < 600; i++) {
                program.step(random);
            }
            SimDisk found = program.disk.crash(random.nextLong());
            for (int twice = 0; twice < 2; twice++) {
                TreeMap<String, String> rebuilt = new TreeMap<>(program.atCheckpoint);
                try (ReadableLog log = WriteAheadLog.openReadOnly(found, OPTIONS)) {
                    LogReplay.Report report =
                            LogReplay.run(log, LogQuery.all(), record -> apply(record, rebuilt), Progress.NONE);
                    assertEquals(log.checkpointLsn(), report.firstLsn());
                    assertEquals(log.durableLsn() - log.checkpointLsn() + 1, report.records());
                }
                assertEquals(program.values, rebuilt);
            }
            assertTrue(program.removed > 0, "nothing was ever compacted");
        });
    }
}
