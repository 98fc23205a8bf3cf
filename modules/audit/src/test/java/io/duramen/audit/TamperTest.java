// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import static io.duramen.audit.Trails.digest;
import static io.duramen.audit.Trails.forged;
import static io.duramen.audit.Trails.little;
import static io.duramen.audit.Trails.options;
import static io.duramen.audit.Trails.resealed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.audit.AuditFinding.Kind;
import io.duramen.storage.OpenMode;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogEntry;
import io.duramen.wal.RecordType;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Somebody who may write the files, and computes every checksum of the log anew, is found and told apart. */
@Tag("S5.32")
@Tag("S3.53")
class TamperTest {
    private static final int ENTRIES = 6;

    private final SimDisk pristine = Trails.trail(ENTRIES);
    private final List<byte[]> payloads = Trails.payloads(pristine);

    @Test
    void whatIsForgedWithoutAChangeIsTheTrailItself() {
        assertEquals(
                Trails.verify(pristine).head(), Trails.verify(forged(payloads)).head());
    }

    @Test
    void anAlteredEntryIsFound() {
        payloads.get(2)[EntryLayout.HEADER_BYTES] ^= 1;

        require(Kind.EDITED, 3);
    }

    @Test
    void anAlteredEntryWithADigestComputedAnewIsFoundByTheNextOne() {
        payloads.get(2)[EntryLayout.HEADER_BYTES] ^= 1;
        payloads.set(2, resealed(payloads.get(2)));

        require(Kind.EDITED, 4);
    }

    @Test
    void aRemovedEntryIsFound() {
        payloads.remove(2);

        AuditFinding finding = require(Kind.REMOVED, 3);
        assertEquals("entry 3", finding.expected());
        assertEquals("entry 4", finding.found());
    }

    @Test
    void aRemovedEntryIsFoundThoughTheOthersWereNumberedAnew() {
        payloads.remove(2);
        for (int i = 2; i < payloads.size(); i++) {
            little(payloads.get(i)).putLong(EntryLayout.SEQUENCE_OFFSET, i + 1);
            payloads.set(i, resealed(payloads.get(i)));
        }
        require(Kind.EDITED, 3);
    }

    @Test
    void theFirstEntriesCannotBeRemovedEither() {
        payloads.remove(0);

        require(Kind.REMOVED, 1);
    }

    @Test
    void anInsertedEntryIsFoundThoughItContinuesTheOneBefore() {
        byte[] added = payloads.get(3).clone();
        added[EntryLayout.HEADER_BYTES] ^= 1;
        little(added).put(EntryLayout.PREVIOUS_OFFSET, digest(payloads.get(2)));
        payloads.add(3, resealed(added));

        AuditFinding finding = require(Kind.INSERTED, 5);
        assertEquals("entry 4", finding.found());
    }

    @Test
    void anEntryThatStandsThereTwiceIsFound() {
        payloads.add(4, payloads.get(1).clone());

        require(Kind.INSERTED, 5);
    }

    @Test
    void entriesThatChangedPlacesAreFound() {
        byte[] second = payloads.remove(1);
        payloads.add(3, second);

        AuditFinding finding = require(Kind.REORDERED, 2);
        assertEquals("entry 3, and entry 2 in place 4", finding.found());
    }

    @Test
    void theEntriesOfAnotherTrailAreFound() {
        SimDisk other = SimDisk.create();
        AuditOptions differently = Trails.builder()
                .wal(Trails.wal().random(new SplittableRandom(99)).build())
                .build();
        try (AuditTrail trail = AuditTrail.create(other, differently)) {
            for (int n = 1; n <= ENTRIES; n++) {
                Trails.append(trail, n);
            }
        }
        payloads.clear();
        payloads.addAll(Trails.payloads(other));

        AuditFinding finding = require(Kind.EDITED, 1);
        assertTrue(finding.expected().startsWith("the first entry of this trail"), finding::expected);
    }

    @Test
    void aRecordThatIsNoEntryIsFound() {
        payloads.set(4, new byte[200]);
        require(Kind.NO_ENTRY, 5);
        payloads.set(4, new byte[3]);
        require(Kind.NO_ENTRY, 5);
    }

    @Test
    void cuttingOffTheNewestEntriesShowsOnlyAgainstAHeadKeptElsewhere() {
        AuditHead noted = Trails.verify(pristine).head();
        payloads.remove(5);
        payloads.remove(4);

        assertTrue(Trails.verify(forged(payloads)).ok());
        AuditFinding finding = expecting(noted, forged(payloads));
        assertEquals(Kind.TRUNCATED, finding.kind());
        assertEquals(5, finding.sequence());
        assertEquals("entries up to 6 at least", finding.expected());
        assertEquals("entries up to 4", finding.found());
        assertEquals("none", expecting(noted, forged(List.of())).found());
    }

    @Test
    void aTrailWrittenAnewShowsOnlyAgainstAHeadKeptElsewhere() {
        AuditHead noted = Trails.verify(pristine).head();
        SimDisk anew = SimDisk.create();
        try (AuditTrail trail = AuditTrail.create(anew, options())) {
            for (int n = 1; n <= 8; n++) {
                trail.append("harmless", "nobody", AuditOutcome.DONE, Map.of());
            }
        }
        assertTrue(Trails.verify(anew).ok());
        AuditFinding finding = expecting(noted, anew);
        assertEquals(Kind.REWRITTEN, finding.kind());
        assertEquals(6, finding.sequence());
    }

    @Test
    void aTrailThatWentOnLeadsToEveryHeadItHad() {
        SimDisk disk = SimDisk.create();
        List<AuditHead> heads = new ArrayList<>();
        try (AuditTrail trail = AuditTrail.create(disk, options())) {
            heads.add(trail.head());
            for (int n = 1; n <= ENTRIES; n++) {
                heads.add(Trails.append(trail, n).head());
            }
        }
        for (AuditHead head : heads) {
            assertTrue(AuditVerifier.of(disk, Trails.wal().build())
                    .expecting(head)
                    .verify()
                    .ok());
        }
    }

    @Test
    void theLogsOwnAttributesAreNoPlaceToHideAnything() {
        List<UnaryOperator<LogEntry.Builder>> ways = List.of(
                record -> record.actor("eve"),
                record -> record.operation("op"),
                record -> record.key(new byte[] {1}),
                record -> record.transactionId(1),
                record -> record.incarnation(1),
                record -> record.type(RecordType.COMMIT),
                record -> record.time(Instant.EPOCH));
        for (UnaryOperator<LogEntry.Builder> way : ways) {
            SimDisk disk = SimDisk.create();
            try (WriteAheadLog log = WriteAheadLog.create(disk, Trails.wal().build())) {
                for (byte[] payload : payloads) {
                    LogEntry.Builder record =
                            LogEntry.builder(ByteBuffer.wrap(payload)).time(Trails.NOON);
                    log.append((log.durableLsn() == 2 ? way.apply(record) : record).build());
                }
            }
            AuditFinding finding = Trails.verify(disk).finding();
            assertNotNull(finding);
            assertEquals(Kind.EDITED, finding.kind());
            assertEquals(3, finding.sequence());
        }
    }

    @Test
    void aBrokenTrailTakesNoMoreEntriesAndIsNotTouched() {
        payloads.get(2)[EntryLayout.HEADER_BYTES] ^= 1;
        SimDisk broken = forged(payloads);

        AuditBrokenException refused =
                assertThrows(AuditBrokenException.class, () -> AuditTrail.open(broken, options()));
        assertEquals(Kind.EDITED, refused.finding().kind());
        assertEquals("EDITED", refused.details().get("kind"));
        assertEquals(payloads.size(), Trails.payloads(broken).size());
    }

    @Test
    void whatComesBeforeABreakIsShown() {
        payloads.get(3)[EntryLayout.HEADER_BYTES] ^= 1;
        List<AuditEntry> shown = new ArrayList<>();
        AuditVerification found =
                AuditVerifier.of(forged(payloads), Trails.wal().build()).verify(shown::add);

        assertFalse(found.ok());
        assertEquals(3, found.entries());
        assertEquals(3, shown.size());
        assertEquals(found.head(), shown.get(2).head());
    }

    @Test
    void aDamagedLogIsToldFromAnAlteredTrail() {
        SimDisk damaged = pristine.crash(1);
        String segment = "wal/0000000000000001.seg";
        String text = new String(damaged.bytes(segment), java.nio.charset.StandardCharsets.ISO_8859_1);
        damaged.flipBit(segment, text.indexOf("actor1", text.indexOf("actor1") + 1) * 8L);

        AuditFinding finding = Trails.verify(damaged).finding();
        assertNotNull(finding);
        assertEquals(Kind.LOG_DAMAGED, finding.kind());
        assertTrue(finding.found().contains(segment), finding::found);
    }

    @Test
    void aTornTailIsToldAndIsNoFinding() {
        SimDisk disk = SimDisk.create();
        AuditTrail trail = AuditTrail.create(disk, options()); // and the process is gone: nothing closes the trail
        Trails.append(trail, 1);
        SimDisk left = disk.crash(1);
        long end = end(left);
        try (var file = left.open("wal/0000000000000001.seg", OpenMode.READ_WRITE)) {
            file.writeFully(ByteBuffer.wrap(new byte[] {1}), end + 100);
        }
        AuditVerification found = Trails.verify(left);

        assertTrue(found.ok(), () -> String.valueOf(found.finding()));
        assertEquals(1, found.entries());
        assertTrue(found.tornBytes() > 0);
        assertFalse(found.cleanShutdown());
        try (AuditTrail again = AuditTrail.open(left, options())) {
            Trails.append(again, 2);
        }
        assertTrue(Trails.verify(left).ok());
        trail.close();
    }

    private static long end(SimDisk disk) {
        try (var log = WriteAheadLog.openReadOnly(disk, Trails.wal().build())) {
            return log.segments().get(0).usedBytes();
        }
    }

    private AuditFinding require(Kind kind, long sequence) {
        AuditVerification found = Trails.verify(forged(payloads));
        AuditFinding finding = found.finding();
        assertNotNull(finding);
        assertEquals(kind, finding.kind(), finding::toString);
        assertEquals(sequence, finding.sequence(), finding::toString);
        assertEquals(sequence - 1, found.entries());
        return finding;
    }

    private static AuditFinding expecting(AuditHead head, SimDisk disk) {
        AuditFinding finding = AuditVerifier.of(disk, Trails.wal().build())
                .expecting(head)
                .verify()
                .finding();
        assertNotNull(finding);
        return finding;
    }
}
