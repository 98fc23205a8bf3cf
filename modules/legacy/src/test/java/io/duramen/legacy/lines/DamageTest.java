// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import static io.duramen.legacy.lines.Lines.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.legacy.Changes;
import io.duramen.legacy.JsonLinesLog;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogRecord;
import io.duramen.wal.LogVersionException;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalException;
import io.duramen.wal.WriteAheadLog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Torn tails are cut, damage is refused, and the two are never taken for each other. */
class DamageTest {
    private static final int RECORDS = 8;

    private final SimDisk disk = SimDisk.create();

    /** A log that a crash ended: its last two records were one group, and nothing says that they were durable. */
    private byte[] crashed() {
        WriteAheadLog log = WriteAheadLog.create(disk, plain());
        append(log, 1, RECORDS - 2);
        List<PendingAppend> group = new ArrayList<>();
        for (int n = RECORDS - 1; n <= RECORDS; n++) {
            group.add(log.submit(LogEntry.of(payload(n))));
        }
        group.forEach(PendingAppend::await);
        byte[] bytes = disk.bytes(LineNames.LOG);
        log.close();
        return bytes;
    }

    private byte[] closed() {
        crashed();
        return disk.bytes(LineNames.LOG);
    }

    /** Where the lines begin, and the end of the file. */
    private static List<Integer> starts(byte[] lines) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = 0; i < lines.length; i++) {
            if (lines[i] == '\n') {
                starts.add(i + 1);
            }
        }
        return starts;
    }

    @Test
    @Tag("S3.13")
    void aTailTornAtAnyByteIsCutAndNothingBeforeItIsLost() {
        byte[] bytes = crashed();
        List<Integer> starts = starts(bytes);
        for (int size = starts.get(1); size <= bytes.length; size++) {
            replace(disk, Arrays.copyOf(bytes, size));
            int cut = size;
            long whole = starts.stream().filter(start -> start <= cut).count() - 2;
            try (WriteAheadLog log = WriteAheadLog.open(disk, plain())) {
                requireRecords(log, whole);
                assertEquals(size - starts.get((int) whole + 1), log.recovery().tornBytes());
                assertEquals(log.recovery().tornBytes() > 0, log.recovery().tornDetail() != null);
                assertEquals(whole + 1, log.append(payload(whole + 1)));
            }
            try (WriteAheadLog log = WriteAheadLog.open(disk, plain())) {
                requireRecords(log, whole + 1);
                assertTrue(log.recovery().cleanShutdown());
            }
        }
    }

    @Test
    @Tag("S3.13")
    void everyFlippedBitOfALogClosedInOrderIsFoundOrIsInItsLastMark() {
        byte[] bytes = closed();
        List<Integer> starts = starts(bytes);
        int mark = starts.get(starts.size() - 2);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            replace(disk, damaged);
            if (bit / 8 >= mark) {
                requireIntactWithoutTheMark(bit);
            } else {
                requireRefused(damaged, lineOf(starts, bit / 8), bit);
            }
        }
    }

    private static int lineOf(List<Integer> starts, int at) {
        return (int) starts.stream().filter(start -> start <= at).count() - 1;
    }

    private void requireIntactWithoutTheMark(int bit) {
        try (ReadableLog log = WriteAheadLog.openReadOnly(disk, plain())) {
            assertNull(log.recovery().damage(), () -> "bit " + bit);
            assertFalse(log.recovery().cleanShutdown(), () -> "bit " + bit);
            requireRecords(log, RECORDS);
        }
    }

    /** Refused for writing, nothing changed; read-only, what comes before the damage is there and nothing behind it. */
    private void requireRefused(byte[] damaged, int line, int bit) {
        WalException refused =
                assertThrows(WalException.class, () -> WriteAheadLog.open(disk, plain()), () -> "bit " + bit);
        assertArrayEquals(damaged, disk.bytes(LineNames.LOG));
        if (refused instanceof LogVersionException) {
            return; // the digit of the format
        }
        CorruptLogException corrupt = (CorruptLogException) refused;
        assertEquals(disk.describe(LineNames.LOG), corrupt.file());
        assertNotNull(corrupt.details().get("evidence"), () -> "bit " + bit);
        assertEquals(Math.max(1, line), corrupt.lsn(), () -> "bit " + bit);
        try (ReadableLog log = WriteAheadLog.openReadOnly(disk, plain())) {
            assertNotNull(log.recovery().damage());
            requireRecords(log, Math.max(0, line - 1));
        }
    }

    @Test
    @Tag("S3.13")
    void everyFlippedBitOfALogThatCrashedIsFoundOrProvenToBeInItsLastGroup() {
        byte[] bytes = crashed();
        List<Integer> starts = starts(bytes);
        int group = starts.get(RECORDS - 1);
        for (int bit = 0; bit < bytes.length * 8; bit += 3) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            replace(disk, damaged);
            int line = lineOf(starts, bit / 8);
            if (bit / 8 < group) {
                requireRefused(damaged, line, bit);
            } else {
                try (ReadableLog log = WriteAheadLog.openReadOnly(disk, plain())) {
                    assertNull(log.recovery().damage());
                    requireRecords(log, line - 1);
                }
            }
        }
    }

    @Test
    @Tag("S3.13")
    void aLostOrRepeatedOrMovedLineIsFound() {
        byte[] bytes = closed();
        List<Integer> starts = starts(bytes);
        for (int line = 0; line < starts.size() - 2; line++) {
            byte[] without = concat(Arrays.copyOf(bytes, starts.get(line)), from(bytes, starts.get(line + 1)));
            requireCorrupt(without, line);
            byte[] twice = concat(Arrays.copyOf(bytes, starts.get(line + 1)), from(bytes, starts.get(line)));
            if (line > 0) { // a second first mark says nothing new
                requireCorrupt(twice, line);
            }
            byte[] zeroed = bytes.clone();
            Arrays.fill(zeroed, starts.get(line), starts.get(line + 1) - 1, (byte) 0);
            requireCorrupt(zeroed, line);
        }
    }

    private void requireCorrupt(byte[] bytes, int line) {
        replace(disk, bytes);
        assertThrows(CorruptLogException.class, () -> WriteAheadLog.open(disk, plain()), () -> "line " + line);
    }

    private static byte[] from(byte[] bytes, int at) {
        return Arrays.copyOfRange(bytes, at, bytes.length);
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    @Test
    void aPendingTransactionThatWasCarriedOverCannotGetLost() {
        try (JsonLinesLog log = JsonLinesLog.create(disk, plain())) {
            log.prepare("pending", Changes.parse("{}"));
            log.prepare("done", Changes.parse("{}"));
            log.markCommitted("done");
            log.checkpoint(4);
            assertEquals(2, log.compactWal());
        }
        byte[] bytes = disk.bytes(LineNames.LOG);
        List<Integer> starts = starts(bytes);
        requireCorrupt(concat(Arrays.copyOf(bytes, starts.get(1)), from(bytes, starts.get(2))), 1);
        requireCorrupt(Arrays.copyOf(bytes, starts.get(1)), 1);
        for (int bit = 0; bit < starts.get(2) * 8; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            replace(disk, damaged);
            assertThrows(WalException.class, () -> WriteAheadLog.open(disk, plain()));
        }
    }

    @Test
    void aLaterRecordOfATornGroupDoesNotComeBackBehindANewOne() {
        byte[] bytes = crashed();
        List<Integer> starts = starts(bytes);
        int torn = starts.get(RECORDS - 1);
        byte[] damaged = bytes.clone();
        damaged[torn + 5] ^= 1;
        replace(disk, damaged);
        try (WriteAheadLog log = WriteAheadLog.open(disk, plain())) {
            requireRecords(log, RECORDS - 2);
            log.append(payload(RECORDS - 1)); // as long as the one that was torn
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, plain())) {
            requireRecords(log, RECORDS - 1);
        }
    }

    @Test
    void aLaterRecordOfAGroupTornBehindAMarkDoesNotComeBackEither() {
        WriteAheadLog log = WriteAheadLog.create(disk, plain());
        append(log, 1, 2);
        log.checkpoint(1);
        int torn = disk.bytes(LineNames.LOG).length;
        PendingAppend first = log.submit(LogEntry.of(payload(3)));
        log.submit(LogEntry.of(payload(4))).await();
        first.await();
        byte[] bytes = disk.bytes(LineNames.LOG);
        log.close();
        bytes[torn + 5] ^= 1;
        replace(disk, bytes);
        WriteAheadLog again = WriteAheadLog.open(disk, plain());
        requireRecords(again, 2);
        again.append(payload(3)); // as long as the one that was torn
        SimDisk crashed = disk.crash(CrashSeeds.EVERYTHING);
        again.close();
        try (WriteAheadLog recovered = WriteAheadLog.open(crashed, plain())) {
            requireRecords(recovered, 3);
        }
    }

    @Test
    void aPredecessorsTornTailIsCutAtAnyByte() {
        String whole = "{\"op\": \"PREPARE\", \"tx_id\": \"a\", \"changes\": {\"k\": 1}, \"timestamp\": 1.5}\n";
        String last = "{\"op\": \"COMMIT\", \"tx_id\": \"a\", \"timestamp\": 2.5}";
        for (int length = 0; length <= last.length(); length++) {
            SimDisk old = predecessor(whole + last.substring(0, length));
            boolean committed = length == last.length();
            try (JsonLinesLog log = JsonLinesLog.open(old, plain())) {
                assertEquals(committed ? 2 : 1, log.durableLsn());
                assertEquals(committed ? 0 : 1, log.uncommitted().size());
                assertEquals(committed ? 0 : length, log.recovery().tornBytes());
            }
        }
    }

    @Test
    void anIntactLineBehindDamageIsNeverServed() {
        byte[] bytes = closed();
        List<Integer> starts = starts(bytes);
        bytes[starts.get(4) + 9] ^= 4;
        replace(disk, bytes);
        try (ReadableLog log = WriteAheadLog.openReadOnly(disk, plain())) {
            List<LogRecord> records = all(log);
            assertEquals(3, records.size());
            CorruptLogException damage = log.recovery().damage();
            assertNotNull(damage);
            assertEquals((long) starts.get(4), damage.offset());
            assertTrue(damage.getMessage().contains("line 5, a line that should end with"), damage::getMessage);
            assertTrue(damage.getMessage().contains("line 6 was written after it was"), damage::getMessage);
        }
    }

    @Test
    void damageWhileTheLogIsOpenIsFoundByItsReaders() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 5);
            String text = new String(disk.bytes(LineNames.LOG), StandardCharsets.UTF_8);
            disk.flipBit(LineNames.LOG, 8L * text.indexOf("\"lsn\": 3"));
            CorruptLogException found = assertThrows(CorruptLogException.class, () -> all(log));
            assertEquals(3, found.lsn());
        }
    }
}
