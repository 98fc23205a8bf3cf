// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static io.duramen.wal.segmented.Recycled.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.LogSalvage;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.SalvageReport;
import io.duramen.wal.WalException;
import io.duramen.wal.WriteAheadLog;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * What old frames behind the last one do to the verdict on a log's end. The same write is torn in the same way, in every way
 * there is, in a segment of a new file and in one of a used file.
 */
class ResidueTest {
    private static final int SECTOR = 512;

    /** How a write of some sectors ended: what each of them holds. */
    private enum Sector {
        OLD,
        NEW,
        ZEROS,
        NOISE
    }

    /** A log before and after its last write. */
    private static final class Torn {
        final SimDisk before;
        final String name;
        final byte[] old;
        final byte[] written;
        final int from;
        final int to;
        final long end;

        Torn(SimDisk disk, WriteAheadLog log, int length) {
            name = LogNames.segment(last(log));
            before = disk.crash(0);
            old = disk.bytes(name);
            end = ((SegmentedLog) log).segments().get(log.segments().size() - 1).usedBytes();
            log.append(payload(log.durableLsn() + 1, length));
            written = disk.bytes(name);
            from = (int) end / SECTOR;
            to = (Arrays.mismatch(old, 0, old.length, written, 0, old.length) < 0 ? from : lastChange()) / SECTOR + 1;
        }

        private int lastChange() {
            int at = written.length - 1;
            while (written[at] == old[at]) {
                at--;
            }
            return at;
        }

        SimDisk disk(Sector[] sectors) {
            SimDisk torn = before.crash(0);
            for (int i = 0; i < sectors.length; i++) {
                int at = (from + i) * SECTOR;
                byte[] content = switch (sectors[i]) {
                    case OLD -> Arrays.copyOfRange(old, at, at + SECTOR);
                    case NEW -> Arrays.copyOfRange(written, at, at + SECTOR);
                    case ZEROS -> new byte[SECTOR];
                    case NOISE -> noise(i);
                };
                // what an earlier write had brought to the sector is safe
                int kept = (int) Math.max(0, Math.min(SECTOR, end - at));
                System.arraycopy(old, at, content, 0, kept);
                torn.overwrite(name, at, content);
            }
            return torn;
        }

        private static byte[] noise(int seed) {
            byte[] bytes = new byte[SECTOR];
            new SplittableRandom(seed).nextBytes(bytes);
            return bytes;
        }
    }

    private static List<Sector[]> everyWay(int sectors) {
        int ways = (int) Math.pow(Sector.values().length, sectors);
        return IntStream.range(0, ways)
                .mapToObj(way -> {
                    Sector[] each = new Sector[sectors];
                    int left = way;
                    for (int i = 0; i < sectors; i++) {
                        each[i] = Sector.values()[left % 4];
                        left /= 4;
                    }
                    return each;
                })
                .toList();
    }

    /**
     * The records are the same, and none of either log is refused. What is weaker is only this: a write of which nothing but
     * what lies behind its first 64 bytes reached the device is not told of.
     */
    @Test
    @Tag("S3.13")
    void whateverIsLeftOfAWriteTheRecordsAreThoseThatANewFileGives(TestReporter reporter) {
        int silent = 0;
        int told = 0;
        int ways = 0;
        for (int phase = 0; phase < 12; phase++) {
            SimDisk usedDisk = SimDisk.create();
            WriteAheadLog used = Recycled.log(usedDisk);
            long last = used.durableLsn() + 1 + phase;
            while (used.durableLsn() < last) {
                used.append(payload(used.durableLsn() + 1));
            }
            SimDisk freshDisk = SimDisk.create();
            WriteAheadLog fresh = WriteAheadLog.create(freshDisk, plain());
            while (fresh.durableLsn() < last) {
                fresh.append(payload(fresh.durableLsn() + 1));
            }
            Torn inUsed = new Torn(usedDisk, used, 1000 + 37 * phase);
            Torn inFresh = new Torn(freshDisk, fresh, 1000 + 37 * phase);
            for (Sector[] sectors : everyWay(Math.min(4, inUsed.to - inUsed.from))) {
                LogRecovery recovery = open(inUsed, sectors, last);
                LogRecovery other = open(inFresh, Arrays.copyOf(sectors, Math.min(4, inFresh.to - inFresh.from)), last);
                ways++;
                assertFalse(recovery.cleanShutdown());
                told += recovery.tornBytes() > 0 ? 1 : 0;
                if (recovery.tornBytes() == 0 && other.tornBytes() > 0) {
                    silent++;
                }
            }
        }
        assertTrue(silent > 0 && told > silent, told + " told, " + silent + " silent");
        reporter.publishEntry("torn writes", ways + " ways, " + told + " told, not told only in a used file " + silent);
    }

    private static LogRecovery open(Torn torn, Sector[] sectors, long durable) {
        for (int i = 0; i < sectors.length; i++) {
            sectors[i] = sectors[i] == null ? Sector.OLD : sectors[i];
        }
        SimDisk disk = torn.disk(sectors);
        try (WriteAheadLog log = WriteAheadLog.open(disk, recycling())) {
            boolean whole = Arrays.equals(disk.bytes(torn.name), torn.written);
            assertTrue(log.durableLsn() == durable || log.durableLsn() == durable + 1, torn.name);
            assertTrue(!whole || log.durableLsn() == durable + 1);
            long lsn = log.firstLsn();
            for (var record : all(log)) {
                assertEquals(lsn, record.lsn());
                if (lsn <= durable) {
                    assertEquals(payload(lsn), record.payload());
                }
                lsn++;
            }
            assertEquals(log.durableLsn() + 1, lsn);
            return log.recovery();
        }
    }

    @Test
    void theEndOfALogThatWasNotClosedIsNoTear() {
        SimDisk disk = SimDisk.create();
        WriteAheadLog log = Recycled.log(disk);
        for (int more = 0; more < 100; more++) {
            log.append(payload(log.durableLsn() + 1));
            if (more % 3 == 0) {
                ((SegmentedLog) log).idle();
            }
            try (WriteAheadLog again = WriteAheadLog.open(disk.crash(more), recycling())) {
                assertEquals(log.durableLsn(), again.durableLsn());
                if (more % 3 != 0) { // the MARK was not forced
                    assertEquals(0, again.recovery().tornBytes(), again.recovery()::tornDetail);
                }
            }
        }
    }

    @Test
    void aLogClosedInOrderIsFoundSo() {
        SimDisk disk = SimDisk.create();
        long last;
        try (WriteAheadLog log = Recycled.log(disk)) {
            last = log.durableLsn();
        }
        try (ReadableLog log = WriteAheadLog.openReadOnly(disk, plain())) {
            assertTrue(log.recovery().cleanShutdown());
            assertEquals(0, log.recovery().tornBytes());
            requireRecords(log, last);
        }
    }

    /** Down to where no frame header fits behind the last frame any more, and fewer zeros than usual. */
    @Test
    void theEndIsFoundAlsoWhereItIsTheEndOfTheFile() {
        for (int left = 0; left <= 200; left += 8) {
            SimDisk disk = SimDisk.create();
            WriteAheadLog log = WriteAheadLog.create(disk, recycling());
            generations(log, 1, 5);
            var segments = log.segments();
            int room = (int) (65_536 - segments.get(segments.size() - 1).usedBytes());
            log.append(payload(6, room - left - 64 - 24 - attributes()));
            long end = log.segments().get(log.segments().size() - 1).usedBytes();
            assertEquals(5, last(log));
            assertEquals(65_536 - left, end);
            try (WriteAheadLog again = WriteAheadLog.open(disk.crash(left), recycling())) {
                assertEquals(6, again.durableLsn());
                assertEquals(0, again.recovery().tornBytes(), "left " + left);
            }
            log.close();
            try (WriteAheadLog again = WriteAheadLog.open(disk, recycling())) {
                assertEquals(left >= 112, again.recovery().cleanShutdown());
            }
        }
    }

    /** What a record without attributes has beside its payload, but for the header: its time. */
    private static int attributes() {
        return SegmentLayout.TLV_HEADER_BYTES + Long.BYTES;
    }

    @Test
    @Tag("S3.04")
    void everyFlippedByteOfEveryFrameIsFound() {
        SimDisk pristine = SimDisk.create();
        String name;
        long end;
        try (WriteAheadLog log = Recycled.log(pristine)) {
            name = LogNames.segment(last(log));
            end = log.segments().get(log.segments().size() - 1).usedBytes();
        }
        for (long at = SegmentLayout.HEADER_BYTES; at < end; at++) {
            SimDisk damaged = pristine.crash(0);
            damaged.flipBit(name, at * 8 + at % 8);
            long place = at;
            assertThrows(
                    WalException.class,
                    () -> WriteAheadLog.open(damaged, plain()).close(),
                    () -> "byte " + place);
        }
    }

    /** Behind the SEAL nothing is ever written: what changes there is no tear, and what is old there says nothing. */
    @Test
    void whatChangesInOldFramesBehindTheEndIsNothing() {
        SimDisk pristine = SimDisk.create();
        long last;
        String name;
        try (WriteAheadLog log = Recycled.log(pristine)) {
            last = log.durableLsn();
            name = LogNames.segment(last(log));
        }
        int used = used(pristine, name);
        for (long at = used; at < 65_536; at += 61) {
            SimDisk changed = pristine.crash(0);
            changed.flipBit(name, at * 8);
            try (WriteAheadLog log = WriteAheadLog.open(changed, plain())) {
                requireRecords(log, last);
                assertEquals(
                        at >= used + SegmentLayout.END_BYTES,
                        log.recovery().cleanShutdown(),
                        "byte " + at + " of " + used);
            } catch (WalException refused) {
                fail("byte " + at, refused);
            }
        }
    }

    @Test
    void salvageTakesOldFramesForNeitherRecordsNorALoss() {
        SimDisk disk = SimDisk.create();
        WriteAheadLog log = Recycled.log(disk);
        String name = LogNames.segment(last(log));
        long end = log.segments().get(log.segments().size() - 1).usedBytes();
        SalvageReport whole = salvaged(disk.crash(0));
        assertEquals(log.durableLsn(), whole.copied().get(0).lastLsn());
        assertEquals(1, whole.copied().size());
        assertEquals(List.of(), whole.unreadable());

        long last = log.append(payload(1, 1000));
        SimDisk cutShort = disk.crash(0);
        cutShort.flipBit(name, (end + 500) * 8);
        SalvageReport report = salvaged(cutShort);
        assertEquals(last - 1, report.copied().get(0).lastLsn());
        long to = log.segments().get(log.segments().size() - 1).usedBytes();
        assertEquals(
                List.of(end + " to " + to),
                report.unreadable().stream()
                        .map(u -> u.from() + " to " + u.to())
                        .toList());

        SimDisk torn = disk.crash(0);
        torn.flipBit(name, to * 8);
        assertEquals(
                List.of(to + " to " + (to + SegmentLayout.END_BYTES)),
                salvaged(torn).unreadable().stream()
                        .map(u -> u.from() + " to " + u.to())
                        .toList());
    }

    private static SalvageReport salvaged(SimDisk disk) {
        try (LogSalvage salvage = LogSalvage.of(disk, plain())) {
            return salvage.report();
        }
    }

    private static int used(SimDisk disk, String name) {
        byte[] bytes = disk.bytes(name);
        SegmentHeader header = SegmentHeader.decode(bytes, 0).header();
        int at = SegmentLayout.HEADER_BYTES;
        while (header != null) {
            FrameHeader frame = FrameHeader.decode(bytes, at, header.salt(), at);
            if (frame == null) {
                break;
            }
            at = (int) frame.end();
        }
        return at;
    }
}
