// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.audit.spi.AuditSink;
import io.duramen.testkit.ManualClock;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogCursor;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WriteAheadLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Detectors and sinks. */
class HearingTest {
    private static final String NAME = "repeated-failures";

    private final SimDisk disk = SimDisk.create();
    private final ManualClock clock = ManualClock.startingAt(Trails.NOON);
    private final List<AuditAlert> alerts = new ArrayList<>();

    private AuditOptions.Builder options() {
        return AuditOptions.builder().wal(Trails.wal().clock(clock).build()).withoutFound();
    }

    private AuditSink noting() {
        return new AuditSink() {
            @Override
            public void alert(AuditAlert alert) {
                alerts.add(alert);
            }
        };
    }

    private void fails(AuditTrail trail, String actor, int secondsLater) {
        clock.advance(Duration.ofSeconds(secondsLater));
        trail.append("login.failed", actor, AuditOutcome.FAILED, Map.of());
    }

    private AuditOptions threeInAMinute() {
        return options()
                .detector(AuditDetectors.repeatedFailures(3, Duration.ofMinutes(1)))
                .sink(noting())
                .build();
    }

    @Test
    void threeFailuresOfOneActorWithinTheWindowRaiseOneAlert() {
        try (AuditTrail trail = AuditTrail.create(disk, threeInAMinute())) {
            fails(trail, "bob", 1);
            fails(trail, "ann", 1);
            fails(trail, "bob", 1);
            trail.append("login", "bob", AuditOutcome.DONE, Map.of());
            assertEquals(List.of(), alerts);
            trail.append("read", "bob", AuditOutcome.REFUSED, Map.of());

            assertEquals(1, trail.alerts());
            AuditAlert alert = alerts.get(0);
            assertEquals(NAME, alert.detector());
            assertEquals("bob", alert.actor());
            assertEquals(5, alert.sequence());
            assertEquals("3 failures or refusals within PT1M, the last one read", alert.message());
            fails(trail, "bob", 1);
            fails(trail, "bob", 1);
            assertEquals(1, alerts.size());
            fails(trail, "bob", 1);
            assertEquals(2, alerts.size());
        }
    }

    @Test
    void failuresFurtherApartThanTheWindowDoNot() {
        try (AuditTrail trail = AuditTrail.create(disk, threeInAMinute())) {
            for (int i = 0; i < 20; i++) {
                fails(trail, "bob", 31);
            }
            assertEquals(List.of(), alerts);
        }
    }

    @Test
    void aClockThatIsSetBackForgetsNothingBeforeItsTime() {
        try (AuditTrail trail = AuditTrail.create(disk, threeInAMinute())) {
            fails(trail, "bob", 1);
            clock.jumpTo(clock.instant().minusSeconds(30));
            fails(trail, "bob", 0);
            fails(trail, "bob", 1);
            assertEquals(1, alerts.size());
        }
    }

    @Test
    void aPatternIsFoundThoughTheProcessWasStartedAnewInTheMiddleOfIt() {
        for (int process = 1; process <= 6; process++) {
            try (AuditTrail trail = AuditTrail.openOrCreate(disk, threeInAMinute())) {
                assertEquals((process - 1) / 3, alerts.size(), "what was raised before is not raised again");
                fails(trail, "bob", 1);
            }
        }
        assertEquals(List.of(3L, 6L), alerts.stream().map(AuditAlert::sequence).toList());
    }

    @Test
    void sinksHearEntriesInOrderOnceTheyAreDurable() {
        List<Long> heard = new ArrayList<>();
        AtomicReference<AuditTrail> open = new AtomicReference<>();
        AuditSink sink = new AuditSink() {
            @Override
            public void entry(AuditEntry entry) {
                heard.add(entry.sequence());
                assertTrue(durable(disk.crash(0)) >= entry.sequence());
                assertEquals(entry.head(), open.get().head());
            }
        };
        try (AuditTrail trail = AuditTrail.create(disk, options().sink(sink).build())) {
            open.set(trail);
            for (int n = 1; n <= 5; n++) {
                Trails.append(trail, n);
            }
            assertEquals(0, trail.hearingFailures());
        }
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), heard);
    }

    private static long durable(SimDisk image) {
        try (ReadableLog log = WriteAheadLog.openReadOnly(image, Trails.wal().build());
                LogCursor records = log.cursor(1)) {
            long last = 0;
            while (records.next()) {
                last = records.lsn();
            }
            return last;
        }
    }

    @Test
    void whoeverHearsAndThrowsIsCountedAndStopsNothing() {
        List<String> closed = new ArrayList<>();
        AuditSink bad = new AuditSink() {
            @Override
            public void entry(AuditEntry entry) {
                throw new IllegalStateException("a sink that throws");
            }

            @Override
            public void close() {
                closed.add("bad");
                throw new IllegalStateException("at the end, too");
            }
        };
        AuditOptions options = options()
                .detector((entry, raised) -> {
                    throw new IllegalStateException("a detector that throws");
                })
                .sink(bad)
                .sink(noting())
                .build();
        AuditTrail trail = AuditTrail.create(disk, options);
        Trails.append(trail, 1);
        Trails.append(trail, 2);
        assertEquals(4, trail.hearingFailures());
        trail.close();

        assertEquals(List.of("bad"), closed);
        assertEquals(5, trail.hearingFailures());
        assertEquals(2, Trails.verify(disk).entries());
    }

    @Test
    void aSinkThatAppendsToTheTrailItHearsIsRefusedAndNothingHangs() {
        AtomicReference<AuditTrail> open = new AtomicReference<>();
        List<Throwable> refused = new ArrayList<>();
        AuditSink selfish = new AuditSink() {
            @Override
            public void entry(AuditEntry entry) {
                refused.add(assertThrows(IllegalStateException.class, () -> Trails.append(open.get(), 2)));
                refused.add(assertThrows(
                        IllegalStateException.class, () -> open.get().close()));
            }
        };
        try (AuditTrail trail = AuditTrail.create(disk, options().sink(selfish).build())) {
            open.set(trail);
            Trails.append(trail, 1);
        }
        assertEquals(2, refused.size());
        assertEquals(1, Trails.verify(disk).entries());
    }

    @Test
    void thoseThatDoNotWantToBeNamedAreThereByThemselves() {
        assertEquals(1, AuditOptions.defaults().detectors().size());
        assertEquals(1, AuditOptions.defaults().sinks().size());
        assertEquals(
                List.of(NAME), AuditDetectors.all().stream().map(p -> p.name()).toList());
        assertEquals(
                List.of("system-logger", "json-lines"),
                AuditSinks.all().stream().map(p -> p.name()).toList());
        assertTrue(AuditSinks.named("none").isEmpty());
    }
}
