// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import static io.duramen.audit.Trails.NOON;
import static io.duramen.audit.Trails.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Event;
import io.duramen.storage.StorageLockedException;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogExistsException;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTrailTest {
    private final SimDisk disk = SimDisk.create();

    @TempDir
    private Path temp;

    @Test
    @Tag("S3.53")
    void anEntryComesBackAsItWasGiven() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("text", "a\nb\u202e\u00e4\ud83d\ude00");
        facts.put("number", -7L);
        facts.put("small", 7);
        facts.put("truth", true);
        facts.put("nothing", null);
        facts.put("list", Arrays.asList("a", 1L, null, List.of(false)));
        facts.put("map", Map.of("k", Map.of("deep", 1L)));
        facts.put("path", Path.of("x"));
        AuditEntry given;
        try (AuditTrail trail = AuditTrail.create(disk, options())) {
            given = trail.append("a.type", "ann", AuditOutcome.REFUSED, facts);
        }
        facts.put("small", 7L);
        facts.put("path", "x");
        AuditEntry found = Trails.entries(disk).get(0);

        assertEquals(given, found);
        assertEquals(facts, found.facts());
        assertEquals(List.copyOf(facts.keySet()), List.copyOf(found.facts().keySet()));
        assertEquals(NOON, found.time());
        assertEquals("a.type", found.type());
        assertEquals("ann", found.actor());
        assertEquals(AuditOutcome.REFUSED, found.outcome());
    }

    @Test
    @Tag("S3.53")
    @Tag("S5.32")
    void eachEntryCarriesTheDigestOfTheOneBeforeAlsoAfterOpeningAgain() {
        List<AuditEntry> written = new ArrayList<>();
        for (int opening = 0; opening < 3; opening++) {
            try (AuditTrail trail = AuditTrail.openOrCreate(disk, options())) {
                for (int i = 0; i < 3; i++) {
                    written.add(Trails.append(trail, written.size() + 1));
                    assertEquals(written.get(written.size() - 1).head(), trail.head());
                }
            }
        }
        String previous = written.get(0).previous();
        for (AuditEntry entry : written) {
            assertEquals(previous, entry.previous());
            previous = entry.digest();
        }
        assertEquals(written, Trails.entries(disk));
        AuditVerification verified = Trails.verify(disk);
        assertTrue(verified.ok());
        assertEquals(9, verified.entries());
        assertEquals(new AuditHead(9, previous), verified.head());
    }

    @Test
    void twoTrailsOfTheSameEntriesHaveNoDigestInCommon() {
        SimDisk other = SimDisk.create();
        AuditOptions differently = Trails.builder()
                .wal(Trails.wal().random(new java.util.SplittableRandom(2)).build())
                .build();
        try (AuditTrail one = AuditTrail.create(disk, options());
                AuditTrail two = AuditTrail.create(other, differently)) {
            assertNotEquals(one.head(), two.head());
            assertNotEquals(
                    Trails.append(one, 1).digest(), Trails.append(two, 1).digest());
        }
    }

    @Test
    void anEventSaysWhoActedAndHowItEnded() {
        try (AuditTrail trail =
                AuditTrail.create(disk, Trails.builder().actor("service").build())) {
            trail.accept(new Event(NOON.plusSeconds(1), "recovery.completed", Map.of("keys", 3)));
            trail.accept(new Event(NOON, "recovery.failed", Map.of("actor", "ann", "keys", 3)));
            trail.accept(new Event(NOON, "keyring.refusal", Map.of("actor", 7)));
            trail.accept(new Event(NOON, "restore.begun", Map.of()));
        }
        List<AuditEntry> entries = Trails.entries(disk);

        assertEquals("service", entries.get(0).actor());
        assertEquals(AuditOutcome.DONE, entries.get(0).outcome());
        assertEquals(NOON.plusSeconds(1), entries.get(0).time());
        assertEquals(Map.of("keys", 3L), entries.get(0).facts());
        assertEquals("ann", entries.get(1).actor());
        assertEquals(AuditOutcome.FAILED, entries.get(1).outcome());
        assertEquals(Map.of("keys", 3L), entries.get(1).facts());
        assertEquals(AuditOutcome.REFUSED, entries.get(2).outcome());
        assertEquals(Map.of("actor", 7L), entries.get(2).facts());
        assertEquals(AuditOutcome.BEGUN, entries.get(3).outcome());
    }

    @Test
    void whatIsTooLongIsCutAndSaysSoAndKeepsNothingFromBeingRecorded() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("list", LongStream.range(0, 1005).boxed().toList());
        facts.put("text", "t".repeat(20_000));
        facts.put("name".repeat(100), 1L);
        facts.put("deep", List.of(List.of(List.of(List.of("too", "deep")))));
        facts.put("half", "\ud83d");
        try (AuditTrail trail = AuditTrail.create(disk, options())) {
            trail.append("type".repeat(100), "\u00e4".repeat(200), AuditOutcome.DONE, facts);
        }
        AuditEntry entry = Trails.entries(disk).get(0);

        List<?> list = (List<?>) entry.facts().get("list");
        assertEquals(1001, list.size());
        assertEquals("... 1005 in all", list.get(1000));
        assertEquals(
                "t".repeat(16_384) + "... 20000 characters in all",
                entry.facts().get("text"));
        assertEquals(255, entry.type().length());
        assertEquals(127, entry.actor().length());
        assertEquals(1L, entry.facts().get("name".repeat(63) + "nam"));
        assertEquals(List.of(List.of(List.of("[too, deep]"))), entry.facts().get("deep"));
        assertEquals("?", entry.facts().get("half"));
    }

    @Test
    void anEntryOverTheLimitIsRefusedAndTheTrailGoesOn() {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (int i = 0; i < 3; i++) {
            facts.put("text" + i, "t".repeat(16_000));
        }
        try (AuditTrail trail = AuditTrail.create(disk, options())) {
            AuditEntryTooLargeException refused = assertThrows(
                    AuditEntryTooLargeException.class, () -> trail.append("a", "b", AuditOutcome.DONE, facts));
            assertEquals(32704L, refused.details().get("expected"));
            Trails.append(trail, 1);
        }
        assertEquals(1, Trails.verify(disk).entries());
    }

    @Test
    void aMissingTrailIsNotMadeByOpeningIt() {
        AuditMissingException missing =
                assertThrows(AuditMissingException.class, () -> AuditTrail.open(temp.resolve("none"), options()));
        assertEquals("check the path, or create one with duramen audit init", missing.hint());
        assertTrue(Files.notExists(temp.resolve("none")));
        assertThrows(AuditMissingException.class, () -> Trails.verify(disk));
    }

    @Test
    void aTrailIsCreatedOnceAndOpenedByOneAtATime() {
        try (AuditTrail trail = AuditTrail.create(temp.resolve("trail"), options())) {
            assertEquals(0, trail.head().sequence());
            assertThrows(StorageLockedException.class, () -> AuditTrail.open(temp.resolve("trail"), options()));
        }
        assertThrows(LogExistsException.class, () -> AuditTrail.create(temp.resolve("trail"), options()));
    }

    @Test
    void aClosedTrailTakesNothingAndMayBeClosedAgain() {
        AuditTrail trail = AuditTrail.create(disk, options());
        trail.close();
        trail.close();

        assertThrows(AuditClosedException.class, () -> Trails.append(trail, 1));
    }

    @Test
    void aLogThatIsNoTrailIsNotAppendedTo() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, Trails.wal().build())) {
            log.append(ByteBuffer.wrap(new byte[100]));
        }
        AuditBrokenException broken = assertThrows(AuditBrokenException.class, () -> AuditTrail.open(disk, options()));

        assertEquals(AuditFinding.Kind.NO_ENTRY, broken.finding().kind());
        assertEquals(1L, broken.details().get("sequence"));
        try (WriteAheadLog log = WriteAheadLog.open(disk, Trails.wal().build())) {
            assertEquals(1, log.durableLsn());
        }
    }

    @Test
    void aHeadIsWrittenAndReadAsEightyDigits() {
        AuditHead head = new AuditHead(300, "0123456789abcdef".repeat(4));

        assertEquals("000000000000012c" + "0123456789abcdef".repeat(4), head.toString());
        assertEquals(head, AuditHead.parse(head.toString()));
        for (String wrong : List.of(
                "",
                "x".repeat(80),
                head.toString().substring(1),
                "F" + head.toString().substring(1))) {
            assertThrows(IllegalArgumentException.class, () -> AuditHead.parse(wrong));
        }
    }

    @Test
    void anEmptyTrailHasAHeadOfItsOwn() {
        try (AuditTrail trail = AuditTrail.create(disk, options())) {
            assertEquals(new AuditHead(0, Digests.ofTrail(trail.id())), trail.head());
            assertNotEquals(Digests.ofTrail(trail.id()), Digests.ofTrail(new UUID(0, 0)));
        }
        assertTrue(Trails.verify(disk).ok());
    }
}
