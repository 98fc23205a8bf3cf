// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.append;
import static io.duramen.wal.segmented.Logs.options;
import static io.duramen.wal.segmented.Logs.payload;
import static io.duramen.wal.segmented.Logs.plain;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Event;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.SimDisk;
import io.duramen.testkit.SimulatedCrash;
import io.duramen.wal.RollbackDetectedException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.spi.Anchor;
import io.duramen.wal.spi.AnchorMark;
import io.duramen.wal.spi.SegmentDigest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A log and the anchor that remembers elsewhere how far it had come. */
class LogAnchorTest {
    private final SimDisk disk = SimDisk.create();
    private final SimDisk elsewhere = SimDisk.create();
    private final List<Event> events = new ArrayList<>();

    private static Anchor anchor(Storage on) {
        return Anchor.file(on, "log.anchor");
    }

    private WalOptions anchored() {
        return options().anchor(anchor(elsewhere)).events(events::add).build();
    }

    private static SimDisk copyOf(SimDisk disk) {
        SimDisk copy = SimDisk.create();
        copy.createDirectory("wal");
        for (String name : disk.files().keySet()) {
            try (StorageFile file = copy.open(name, OpenMode.CREATE_NEW)) {
                file.writeFully(ByteBuffer.wrap(disk.bytes(name)), 0);
            }
        }
        return copy;
    }

    private static Map<String, Integer> content(SimDisk disk) {
        Map<String, Integer> content = new TreeMap<>();
        for (String name : disk.files().keySet()) {
            if (!name.startsWith("LOCK")) {
                content.put(name, Arrays.hashCode(disk.bytes(name)));
            }
        }
        return content;
    }

    /** A log of five records whose copy of three is returned. */
    private SimDisk olderCopy() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, anchored())) {
            append(log, 1, 3);
        }
        SimDisk older = copyOf(disk);
        try (WriteAheadLog log = WriteAheadLog.open(disk, anchored())) {
            append(log, 4, 5);
        }
        return older;
    }

    @Test
    @Tag("S3.52")
    void anOlderCopyOfTheWholeLogIsRefusedAndNotChanged() {
        SimDisk older = olderCopy();
        Map<String, Integer> before = content(older);
        RollbackDetectedException e =
                assertThrows(RollbackDetectedException.class, () -> WriteAheadLog.open(older, anchored()));

        assertTrue(
                e.getMessage().contains("expected everything up to record 5, found an end at record 3"), e::getMessage);
        assertEquals(before, content(older));
        WriteAheadLog.open(disk, anchored()).close();
    }

    @Test
    @Tag("S3.52")
    void anOlderCopyThatHasGrownPastTheAnchorIsRefused() {
        SimDisk older = olderCopy();
        try (WriteAheadLog log = WriteAheadLog.open(older, plain())) {
            for (int n = 10; n < 20; n++) {
                log.append(payload(n));
            }
        }
        assertThrows(RollbackDetectedException.class, () -> WriteAheadLog.open(older, anchored()));
        assertEquals(5, anchor(elsewhere).read().orElseThrow().lsn());
    }

    @Test
    @Tag("S3.52")
    void aTailWipedWithoutATraceIsNoticed() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, anchored())) {
            append(log, 1, 3);
        }
        String segment = "wal/0000000000000001.seg";
        byte[] before = disk.bytes(segment);
        int at = indexOf(before, "record 3 ");
        disk.zero(segment, at - 100 & ~7, before.length - (at - 100 & ~7));

        assertThrows(RuntimeException.class, () -> WriteAheadLog.open(disk, anchored()));
    }

    private static int indexOf(byte[] bytes, String wanted) {
        byte[] text = wanted.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < bytes.length - text.length; i++) {
            if (Arrays.equals(bytes, i, i + text.length, text, 0, text.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }

    @Test
    void anotherLogInItsPlaceIsRefusedAlsoANewOne() {
        olderCopy();
        WalOptions other =
                anchored().toBuilder().random(new java.util.SplittableRandom(9)).build();

        assertThrows(RollbackDetectedException.class, () -> WriteAheadLog.create(SimDisk.create(), other));
    }

    @Test
    void goingBackIsAcceptedByNameAndTold() {
        SimDisk older = olderCopy();
        WriteAheadLog.open(older, anchored().toBuilder().acceptRollback(true).build())
                .close();

        assertTrue(events.stream().anyMatch(event -> event.type().equals("anchor.rollback-accepted")));
        assertEquals(3, anchor(elsewhere).read().orElseThrow().lsn());
        WriteAheadLog.open(older, anchored()).close();
    }

    @Test
    void theAnchorIsMovedAtOpenCheckpointAndCloseAndByNoAppend() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, anchored())) {
            long begun = elsewhere.operations();
            append(log, 1, 5);
            assertEquals(begun, elsewhere.operations());
            log.checkpoint(4);
            assertEquals(5, anchor(elsewhere).read().orElseThrow().lsn());
            append(log, 6, 7);
        }
        assertEquals(7, anchor(elsewhere).read().orElseThrow().lsn());
        try (WriteAheadLog log = WriteAheadLog.open(disk, plain())) {
            append(log, 8, 8);
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, anchored())) {
            assertEquals(8, anchor(elsewhere).read().orElseThrow().lsn());
            assertEquals(8, log.durableLsn());
        }
    }

    @Test
    void aCheckpointMayRemoveTheAnchoredRecord() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, anchored())) {
            append(log, 1, 2);
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, plain())) {
            append(log, 3, 1000);
            assertTrue(log.checkpoint(1001) > 0);
        }
        WriteAheadLog.open(disk, anchored()).close();
    }

    @Test
    void noAnchorChosenByNameRemembersNothingAndIsNone() {
        Anchor none = Anchor.none();
        none.advance(new AnchorMark(new UUID(1, 2), 1, 3, null));
        none.reset(new AnchorMark(new UUID(1, 2), 1, 3, null));

        assertEquals(Optional.empty(), none.read());
        assertNull(WalOptions.builder().anchor(none).build().anchor());
    }

    @Test
    void anAnchorNeverGoesBackByItself() {
        Anchor anchor = anchor(elsewhere);
        UUID log = new UUID(1, 2);
        anchor.advance(new AnchorMark(log, 0, 7, "a".repeat(64)));
        anchor.advance(new AnchorMark(log, 0, 5, "b".repeat(64)));

        assertEquals(7, anchor.read().orElseThrow().lsn());
        assertThrows(
                RollbackDetectedException.class,
                () -> anchor.advance(new AnchorMark(new UUID(3, 4), 0, 9, "c".repeat(64))));
        anchor.reset(new AnchorMark(log, 0, 5, "b".repeat(64)));
        assertEquals(5, anchor.read().orElseThrow().lsn());
    }

    @Test
    void itMovesOnToOtherFramesOfTheSameRecord() {
        Anchor anchor = anchor(elsewhere);
        for (SegmentDigest further :
                List.of(new SegmentDigest(2, 9000, "c".repeat(64)), new SegmentDigest(3, 8192, "d".repeat(64)))) {
            AnchorMark mark = new AnchorMark(new UUID(1, 2), 0, 7, "a".repeat(64), further);
            anchor.advance(mark);
            anchor.advance(new AnchorMark(mark.logId(), 0, 7, "a".repeat(64), null));
            anchor.advance(
                    new AnchorMark(mark.logId(), 0, 7, "a".repeat(64), new SegmentDigest(2, 8999, "e".repeat(64))));

            assertEquals(mark, anchor(elsewhere).read().orElseThrow());
        }
    }

    @Test
    void ofALogThatIsNotSealedItRemembersNoFrames() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, anchored())) {
            append(log, 1, 3);
            assertEquals(Optional.empty(), log.newestFrames());
        }
        assertNull(anchor(elsewhere).read().orElseThrow().frames());
    }

    @Test
    @Tag("S1.31")
    void noCrashBetweenAnchorAndLogCausesAnAlarm() {
        boolean crashed = true;
        for (int operation = 0; crashed; operation++) {
            boolean onTheLog = crashesIn(operation, true);
            boolean onTheAnchor = crashesIn(operation, false);
            crashed = onTheLog || onTheAnchor;
        }
    }

    /** The power fails in an operation on the log's disk or on the anchor's; both lose it. */
    private static boolean crashesIn(int operation, boolean onTheLog) {
        SimDisk log = SimDisk.create();
        SimDisk anchor = SimDisk.create();
        (onTheLog ? log : anchor).crashAt(operation);
        WalOptions anchored = options().anchor(anchor(anchor)).build();
        long acknowledged = 0;
        boolean crashed = false;
        try (WriteAheadLog opened = WriteAheadLog.create(log, anchored)) {
            for (int n = 1; n <= 3; n++) {
                acknowledged = opened.append(payload(n));
            }
            opened.checkpoint(3);
        } catch (SimulatedCrash power) {
            crashed = true;
        }
        for (int seed = 0; seed < 3; seed++) {
            SimDisk found = log.crash(seed);
            WalOptions again = options().anchor(anchor(anchor.crash(seed))).build();
            try (WriteAheadLog opened = WriteAheadLog.open(found, again)) {
                assertTrue(opened.durableLsn() >= acknowledged);
            } catch (io.duramen.wal.LogMissingException e) {
                assertEquals(0, acknowledged);
            }
        }
        return crashed;
    }

    @Test
    void theExampleOfTheFormatPageIsRight() throws IOException {
        String page = Files.readString(Path.of("..", "..", "docs", "formats", "anchor.md"))
                .replace("\r\n", "\n");
        int start = page.indexOf("```text\n") + 8;
        String example = page.substring(start, page.indexOf("```", start));
        AnchorMark mark = new AnchorMark(
                UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
                3,
                42,
                "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
                new SegmentDigest(2, 20480, "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f"));
        anchor(elsewhere).advance(mark);

        assertEquals(example, new String(elsewhere.bytes("log.anchor"), StandardCharsets.US_ASCII));
        assertEquals(mark, anchor(elsewhere).read().orElseThrow());
        anchor(elsewhere).reset(new AnchorMark(mark.logId(), 3, 43, null));
        assertEquals(null, anchor(elsewhere).read().orElseThrow().digest());
        assertEquals(null, anchor(elsewhere).read().orElseThrow().frames());
    }
}
