// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a flight recording of the JVM holds of the sentinel. */
class FlightEventsTest {
    private static final String PREFIX = "io.duramen.sentinel.";

    private final Machine machine = new Machine();

    @TempDir
    private Path directory;

    @Test
    @Tag("S1.51")
    void aRecordingShowsViolationsAndCrises() throws IOException {
        Sentinel sentinel = machine.sentinel()
                .crisis(new CrisisRules(2, Duration.ofSeconds(1), 0.5))
                .build();
        Path file = directory.resolve("flight.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            violate(sentinel, "tx-1");
            violate(sentinel, "tx-2");
            for (int i = 0; i < 50; i++) {
                machine.sleep(Duration.ofMillis(100));
                sentinel.poll();
            }
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith(PREFIX))
                .sorted(Comparator.comparing(RecordedEvent::getEndTime))
                .toList();
        assertEquals(
                List.of("Violation", "Violation", "CrisisBegan", "CrisisEnded"),
                events.stream()
                        .map(event -> event.getEventType().getName().substring(PREFIX.length()))
                        .toList());
        RecordedEvent violation = events.get(1);
        assertEquals("orders", violation.getString("kind"));
        assertEquals("tx-2", violation.getString("label"));
        assertEquals("BURST", violation.getString("verdict"));
        assertEquals(Duration.ofNanos(599_000), violation.getDuration("least"));
        assertFalse(violation.getBoolean("running"));
        assertEquals("BURSTS", events.get(2).getString("cause"));
        assertEquals(2, events.get(2).getInt("bursts"));
    }

    private void violate(Sentinel sentinel, String label) {
        Watch watch = sentinel.kind("orders").start(label);
        machine.burn(600_000);
        assertEquals(Verdict.BURST, watch.end());
    }
}
