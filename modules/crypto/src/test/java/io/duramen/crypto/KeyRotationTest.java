// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Event;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** The order in which keys are renewed and destroyed, whoever holds them. */
class KeyRotationTest {
    private static final Instant MADE = Instant.parse("2026-01-02T03:04:05Z");

    private final List<String> done = new ArrayList<>();
    private final Epochs epochs = new Epochs();
    private final Holder holder = new Holder();
    private final KeyRotation rotation = KeyRotation.of(epochs, List.of(holder)).limitedTo(Long.MAX_VALUE);

    /** Epochs without keys. */
    private final class Epochs implements KeyEpochs {
        private final List<KeyEpoch> all =
                new ArrayList<>(List.of(new KeyEpoch(1, KeyEpoch.State.ACTIVE, MADE, null, null, Map.of())));

        private void set(int number, KeyEpoch.State state) {
            all.set(number - 1, new KeyEpoch(number, state, MADE, MADE, "test", Map.of()));
        }

        @Override
        public List<KeyEpoch> all() {
            return List.copyOf(all);
        }

        @Override
        public int start(String reason) {
            done.add("start");
            set(all.size(), KeyEpoch.State.CLOSED);
            all.add(new KeyEpoch(all.size() + 1, KeyEpoch.State.ACTIVE, MADE, null, null, Map.of()));
            return all.size();
        }

        @Override
        public void close(UUID log, long lastSegment) {
            done.add("close at " + lastSegment);
        }

        @Override
        public void destroy(int epoch, Set<UUID> counted) {
            assertEquals(Set.of(holder.id()), counted);
            done.add("destroy " + epoch);
            set(epoch, KeyEpoch.State.DESTROYED);
        }

        @Override
        public int ofSegment(SegmentIdentity segment, ByteBuffer slot) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isRewrapped(SegmentIdentity segment, ByteBuffer slot) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isRewrappedStream(String name, byte[] header) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ByteBuffer rewrap(SegmentIdentity segment, ByteBuffer slot) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int ofStream(String name, byte[] header) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] rewrapStream(String context, byte[] header) {
            throw new UnsupportedOperationException();
        }
    }

    /** Holds some headers. */
    private final class Holder implements KeyHolder {
        private int left = 2;
        private int older = 2;
        private KeyUse use = KeyUse.NONE;

        @Override
        public UUID id() {
            return new UUID(1, 2);
        }

        @Override
        public Optional<Long> renew() {
            done.add("renew");
            return Optional.of(9L);
        }

        @Override
        public long rewrapNext(LongConsumer pace) {
            if (left == 0) {
                return 0;
            }
            left--;
            pace.accept(100);
            done.add("rewrap");
            return 100;
        }

        @Override
        public long reencryptNext(LongConsumer pace) {
            if (older == 0) {
                return 0;
            }
            older--;
            pace.accept(1000);
            done.add("reencrypt");
            return 1000;
        }

        @Override
        public KeyUse count() {
            done.add("count");
            return use;
        }
    }

    @Test
    void theKeyGoesLastAfterEverythingWasCounted() {
        RotationReport report = rotation.rotate("a drill");
        assertEquals(List.of("start", "renew", "close at 9", "rewrap", "rewrap", "count", "destroy 1"), done);
        assertEquals(2, report.rewrapped());
        assertEquals(200, report.bytes());
        assertEquals(List.of(1), report.destroyed());
        assertTrue(report.isComplete());
    }

    @Test
    void aKeyThatSomethingNeedsIsKept() {
        holder.use = new KeyUse(Map.of(1, List.of("a segment"), 2, List.of("another")), List.of(), List.of());
        RotationReport report = rotation.rotate("a drill");
        assertEquals(List.of(), report.destroyed());
        assertFalse(report.isComplete());
        assertFalse(done.contains("destroy 1"));

        holder.use = new KeyUse(Map.of(2, List.of("another")), List.of("what nobody can read"), List.of());
        assertEquals(List.of(), rotation.resume().destroyed());

        holder.use = new KeyUse(Map.of(2, List.of("another")), List.of(), List.of());
        assertEquals(List.of(1), rotation.resume().destroyed());
    }

    /** A key that still opens what has not been sealed anew yet cannot be spared. */
    @Test
    void everythingIsSealedAnewBeforeTheOldKeysGo() {
        ReencryptionReport report = rotation.reencrypt("stolen");
        assertEquals(
                List.of(
                        "start",
                        "renew",
                        "close at 9",
                        "reencrypt",
                        "reencrypt",
                        "renew",
                        "close at 9",
                        "rewrap",
                        "rewrap",
                        "count",
                        "destroy 1"),
                done);
        assertEquals(2, report.reencrypted());
        assertEquals(2000, report.bytes());
        assertEquals(List.of(1), report.rotation().destroyed());
        assertTrue(report.isComplete());
    }

    @Test
    void beginningAndEndOfAReencryptionAreTold() {
        List<Event> told = new ArrayList<>();
        rotation.every(() -> MADE, Duration.ofDays(1)).withEvents(told::add).reencrypt("stolen");
        assertEquals(
                List.of("keys.reencrypt", "keys.reencrypted"),
                told.stream().map(Event::type).toList());
        assertEquals(2, told.get(1).details().get("epoch"));
        assertEquals(2L, told.get(1).details().get("reencrypted"));
        assertEquals(MADE, told.get(1).time());
    }

    /** Whoever has to know of it is asked first. */
    @Test
    void nothingIsSealedAnewIfNobodyMayBeTold() {
        assertThrows(
                IllegalStateException.class,
                () -> rotation.withEvents(event -> {
                            throw new IllegalStateException("the trail is full");
                        })
                        .resumeReencryption());
        assertEquals(List.of(), done);
    }

    @Test
    void whatCouldNotBeSealedAnewIsNamed() {
        holder.use = new KeyUse(Map.of(1, List.of("a damaged segment")), List.of(), List.of("a damaged segment"));
        ReencryptionReport report = rotation.resumeReencryption();
        assertEquals(List.of("a damaged segment"), report.left());
        assertFalse(report.isComplete());
    }

    @Test
    void everyWriteIsToldBeforeItIsDone() {
        List<Long> told = new ArrayList<>();
        rotation.pacedBy(told::add).rotate("a drill");
        assertEquals(List.of(100L, 100L), told);
    }

    @Test
    void itIsDueByTheClockItIsGiven() {
        Duration week = Duration.ofDays(7);
        assertFalse(rotation.every(() -> MADE.plus(week).minusMillis(1), week).isDue());
        assertTrue(rotation.every(() -> MADE.plus(week), week).isDue());
        assertThrows(IllegalArgumentException.class, () -> rotation.every(() -> MADE, Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> rotation.limitedTo(0));
    }

    @Test
    void nothingIsDoneWhenNothingIsDue() {
        assertTrue(rotation.every(() -> MADE, Duration.ofDays(1)).rotateIfDue().isEmpty());
        assertEquals(List.of(), done);
    }
}
