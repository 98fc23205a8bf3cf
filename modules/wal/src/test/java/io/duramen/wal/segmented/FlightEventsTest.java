// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.ForceFailure;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogFailedException;
import io.duramen.wal.WriteAheadLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a flight recording of the JVM holds of the log. */
class FlightEventsTest {
    private static final String PREFIX = "io.duramen.wal.";

    @TempDir
    private Path directory;

    @Test
    @Tag("S3.27")
    void aRecordingShowsGroupsRollsSlowSyncsRecoveriesCheckpointsCompactionsAndFailures() throws IOException {
        SimDisk disk = SimDisk.create();
        List<RecordedEvent> events = record(true, () -> {
            try (WriteAheadLog log = WriteAheadLog.create(
                    disk, options().slowSync(Duration.ofNanos(1)).build())) {
                append(log, 1, 500);
                log.checkpoint(400);
            }
            WriteAheadLog log = WriteAheadLog.open(disk, plain());
            disk.failForce(disk.count(Kind.FORCE), ForceFailure.KEEP);
            assertThrows(LogFailedException.class, () -> log.append(payload(501)));
            log.close();
        });
        Map<String, List<RecordedEvent>> byName = events.stream()
                .filter(of(disk.describe("")))
                .sorted(Comparator.comparing(RecordedEvent::getEndTime))
                .collect(Collectors.groupingBy(e -> e.getEventType().getName()));
        assertEquals(
                List.of(
                        "AppendGroup",
                        "Checkpoint",
                        "Compaction",
                        "Failure",
                        "Recovery",
                        "Roll",
                        "SlowSync",
                        "WritePath"),
                byName.keySet().stream()
                        .map(name -> name.substring(PREFIX.length()))
                        .sorted()
                        .toList());
        RecordedEvent group = byName.get(PREFIX + "AppendGroup").get(0);
        assertEquals(1, group.getLong("firstLsn"));
        assertEquals(1, group.getInt("records"));
        assertTrue(group.getInt("bytes") > 20);
        assertNull(group.getStackTrace());
        RecordedEvent roll = byName.get(PREFIX + "Roll").get(0);
        assertEquals(2, roll.getLong("segment"));
        assertEquals(65_536, roll.getLong("capacity"));
        assertTrue(byName.get(PREFIX + "SlowSync").size() >= 500);
        RecordedEvent checkpoint = byName.get(PREFIX + "Checkpoint").get(0);
        assertEquals(400, checkpoint.getLong("lsn"));
        RecordedEvent compaction = byName.get(PREFIX + "Compaction").get(0);
        assertEquals(400, compaction.getLong("checkpointLsn"));
        assertEquals(1, compaction.getInt("segments"));
        assertEquals(65_536, compaction.getLong("bytes"));
        RecordedEvent recovery = byName.get(PREFIX + "Recovery").get(0);
        assertTrue(recovery.getBoolean("cleanShutdown"));
        assertEquals(500, recovery.getLong("lastLsn"));
        RecordedEvent failure = byName.get(PREFIX + "Failure").get(0);
        assertEquals(500, failure.getLong("durableLsn"));
        assertTrue(failure.getString("cause").startsWith("io.duramen.storage.StorageException"));
        assertNotNull(failure.getStackTrace());
    }

    @Test
    void groupsAreRecordedOnlyWhenAskedFor() throws IOException {
        SimDisk disk = SimDisk.create();
        List<RecordedEvent> events = record(false, () -> {
            try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
                append(log, 1, 300);
            }
            WriteAheadLog.open(disk, plain()).close();
        });
        assertEquals(
                List.of(PREFIX + "Recovery", PREFIX + "Roll", PREFIX + "WritePath"),
                events.stream()
                        .filter(of(disk.describe("")))
                        .map(e -> e.getEventType().getName())
                        .distinct()
                        .sorted()
                        .toList());
    }

    @Test
    void withoutARecordingNothingIsBegun() {
        Flight flight = new Flights().now();
        assertNull(flight.group());
        assertNull(flight.sync());
        assertNull(flight.roll());
        assertNull(flight.recovery());
        assertNull(flight.checkpoint());
        assertNull(flight.compaction());
    }

    private static Predicate<RecordedEvent> of(String log) {
        return event -> event.getEventType().getName().startsWith(PREFIX)
                && event.getString("log").equals(log);
    }

    private List<RecordedEvent> record(boolean groups, Runnable work) throws IOException {
        Path file = directory.resolve("flight.jfr");
        try (Recording recording = new Recording()) {
            if (groups) {
                recording.enable(PREFIX + "AppendGroup");
            }
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file);
    }
}
