// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.crypto.SealException;
import io.duramen.proof.TestKeys;
import io.duramen.seal.Keyring;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.Durability;
import io.duramen.wal.LogEntry;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.TamperedLogException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.spi.Anchor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A sealed log that somebody without the keys altered is refused, as damage or as tampering; it never gives wrong data. */
class SealedTamperTest {
    private static final int RECORDS = 14;
    private static final int HEADER_BYTES = 8192;
    private static final int FRAME_HEADER_BYTES = 64;

    private final TestKeys keys = new TestKeys();
    private final SimDisk pristine = SimDisk.create();
    private final Keyring keyring = keys.create(pristine);
    private List<SegmentInfo> segments = List.of();

    @BeforeEach
    void severalSegmentsClosedInOrder() {
        try (WriteAheadLog log = WriteAheadLog.create(pristine, Crashed.options(keyring))) {
            for (int n = 1; n <= RECORDS; n++) {
                log.append(LogEntry.builder(ByteBuffer.wrap(Crashed.payload(n)))
                        .actor(Crashed.CANARY)
                        .operation(Crashed.CANARY)
                        .key(Crashed.CANARY.getBytes(StandardCharsets.US_ASCII))
                        .build());
            }
            segments = log.segments();
        }
        assertTrue(segments.size() >= 2);
    }

    @AfterEach
    void wipeKeys() {
        keys.close();
    }

    @Test
    @Tag("S3.13")
    @Tag("S3.18")
    void everyFlippedByteOfASealedSegmentIsRefused() {
        int refused = 0;
        for (SegmentInfo segment : segments) {
            for (long at = HEADER_BYTES; at < segment.usedBytes(); at += at % 4096 < 300 ? 5 : 67) {
                SimDisk damaged = pristine.crash(0);
                damaged.flipBit(name(segment.number()), at * 8 + at % 8);
                requireRefusal(damaged, "segment " + segment.number() + ", byte " + at);
                refused++;
            }
        }
        assertTrue(refused > 2000, "only " + refused);
    }

    @Test
    @Tag("S3.18")
    @Tag("S3.22")
    void aFrameAlteredTogetherWithItsChecksumsIsTampering() {
        for (int altered : new int[] {FRAME_HEADER_BYTES, FRAME_HEADER_BYTES + 8, FRAME_HEADER_BYTES + 30, 32}) {
            SimDisk forged = pristine.crash(0);
            byte[] segment = forged.bytes(name(1));
            int frame = frames(segment).get(2);
            segment[frame + altered] ^= 1;
            mendChecksums(segment, frame);
            forged.overwrite(name(1), 0, segment);

            CorruptLogException found = assertThrows(CorruptLogException.class, () -> open(forged));
            if (altered >= FRAME_HEADER_BYTES) {
                TamperedLogException tampered = (TamperedLogException) found;
                assertEquals(frame, tampered.offset());
            }
        }
    }

    @Test
    @Tag("S3.52")
    void framesMovedWithinASegmentAreRefused() {
        byte[] segment = pristine.bytes(name(1));
        List<Integer> frames = frames(segment);
        for (int from = 1; from < 4; from++) {
            for (int to = 1; to < 4; to++) {
                if (from != to) {
                    byte[] moved = segment.clone();
                    int length = frameLength(segment, frames.get(from));
                    System.arraycopy(segment, frames.get(from), moved, frames.get(to), length);
                    putLong(moved, frames.get(to) + 48, frames.get(to)); // the frame says where it stands
                    mendChecksums(moved, frames.get(to));
                    SimDisk forged = pristine.crash(0);
                    forged.overwrite(name(1), 0, moved);
                    requireRefusal(forged, "frame " + from + " moved to " + to);
                }
            }
        }
    }

    @Test
    @Tag("S3.52")
    void framesAndSegmentsOfAnotherPlaceAreRefused() {
        SimDisk swapped = pristine.crash(0);
        swapped.overwrite(name(1), HEADER_BYTES, tail(pristine.bytes(name(2))));
        requireRefusal(swapped, "the frames of segment 2 in segment 1");

        SimDisk other = SimDisk.create();
        try (WriteAheadLog log = WriteAheadLog.create(other, Crashed.options(keyring))) { // same keys, same records
            for (int n = 1; n <= RECORDS; n++) {
                log.append(ByteBuffer.wrap(Crashed.payload(n)));
            }
        }
        for (SegmentInfo segment : segments) {
            SimDisk whole = pristine.crash(0);
            whole.overwrite(name(segment.number()), 0, other.bytes(name(segment.number())));
            requireRefusal(whole, "the whole segment of another log");
            SimDisk body = pristine.crash(0);
            body.overwrite(name(segment.number()), HEADER_BYTES, tail(other.bytes(name(segment.number()))));
            requireRefusal(body, "the frames of another log");
        }
    }

    @Test
    @Tag("S3.13")
    void aMissingSegmentIsRefused() {
        for (SegmentInfo segment : segments) {
            SimDisk missing = pristine.crash(0);
            missing.delete(name(segment.number()));
            requireRefusal(missing, "segment " + segment.number() + " missing");
        }
    }

    /** Under WAL, a last segment without a trace of a frame is one that was armed and never used; under FULL it is not. */
    @Test
    @Tag("S3.02")
    @Tag("S3.13")
    void anEmptiedSegmentIsRefusedAndUnderFullTheLastOneToo() {
        for (SegmentInfo segment : segments.subList(0, segments.size() - 1)) {
            SimDisk emptied = pristine.crash(0);
            emptied.zero(name(segment.number()), HEADER_BYTES, segment.capacity());
            requireRefusal(emptied, "segment " + segment.number() + " emptied");
        }
        SimDisk full = SimDisk.create();
        WalOptions options =
                Crashed.options(keyring).toBuilder().durability(Durability.FULL).build();
        long last;
        try (WriteAheadLog log = WriteAheadLog.create(full, options)) {
            for (int n = 1; n <= RECORDS; n++) {
                log.append(ByteBuffer.wrap(Crashed.payload(n)));
            }
            last = log.segments().get(log.segments().size() - 1).number();
        }
        full.zero(name(last), HEADER_BYTES, WalOptions.MIN_SEGMENT_BYTES);
        requireRefusal(full, "the last segment emptied");
    }

    @Test
    @Tag("S3.18")
    @Tag("S3.50")
    void noPlaintextIsAnywhereOnTheDiskOrInAName() {
        SimDisk disk = pristine.crash(0);
        try (WriteAheadLog log = WriteAheadLog.open(disk, Crashed.options(keyring))) {
            log.append(ByteBuffer.wrap(Crashed.payload(RECORDS + 1)));
        }
        SimDisk storeDisk = SimDisk.create();
        StoreOptions options = StoreOptions.builder()
                .wal(Crashed.options(keys.create(storeDisk)))
                .anchor(Anchor.none())
                .build();
        try (StateStore store = StateStore.create(storeDisk, options)) {
            for (int n = 1; n <= RECORDS; n++) {
                byte[] key = (Crashed.CANARY + n).getBytes(StandardCharsets.US_ASCII);
                byte[] value = Crashed.payload(n);
                store.commit(tx -> tx.put(key, value).actor(Crashed.CANARY));
            }
            store.checkpoint();
        }
        for (SimDisk each : List.of(disk, storeDisk)) {
            assertTrue(each.files().size() > 4);
            for (String name : each.files().keySet()) {
                assertFalse(name.contains(Crashed.CANARY), name);
                assertFalse(holds(each.bytes(name), Crashed.CANARY), name);
            }
        }
    }

    @Test
    void thePristineLogOpensAndIsSealed() {
        SimDisk disk = pristine.crash(0);
        try (WriteAheadLog log = open(disk)) {
            Crashed.requireRecords(log);
            assertEquals(RECORDS, log.durableLsn());
            assertTrue(log.segments().stream().allMatch(SegmentInfo::sealed));
        }
    }

    /** Whether bytes hold an ASCII text. */
    static boolean holds(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
    }

    private WriteAheadLog open(SimDisk disk) {
        return WriteAheadLog.open(disk, Crashed.options(keyring));
    }

    /** The open fails with a typed error and leaves everything as it is. */
    private void requireRefusal(SimDisk damaged, String what) {
        List<byte[]> before = contents(damaged);
        try (WriteAheadLog log = open(damaged)) {
            throw new AssertionError(what + ": opened with records up to " + log.durableLsn() + ", " + log.recovery());
        } catch (CorruptLogException | SealException refused) {
            assertTrue(refused.getMessage() != null, what);
        }
        List<byte[]> after = contents(damaged);
        assertEquals(before.size(), after.size(), what);
        for (int i = 0; i < before.size(); i++) {
            assertTrue(Arrays.equals(before.get(i), after.get(i)), what);
        }
    }

    private static List<byte[]> contents(SimDisk disk) {
        return disk.files().keySet().stream()
                .filter(name -> name.startsWith("wal/"))
                .map(disk::bytes)
                .toList();
    }

    private static String name(long segment) {
        return String.format("wal/%016x.seg", segment);
    }

    private static byte[] tail(byte[] segment) {
        return Arrays.copyOfRange(segment, HEADER_BYTES, segment.length);
    }

    /** Where the frames of a segment stand, found as somebody without keys would find them. */
    private static List<Integer> frames(byte[] segment) {
        List<Integer> frames = new ArrayList<>();
        for (int at = HEADER_BYTES; getInt(segment, at) == 0x4652414D; at += frameLength(segment, at)) {
            frames.add(at);
        }
        return frames;
    }

    private static int frameLength(byte[] segment, int frame) {
        return getInt(segment, frame + 8);
    }

    /** Makes both checksums of a frame fit again: they need no key, only the salt of the segment's header. */
    private static void mendChecksums(byte[] segment, int frame) {
        CRC32C body = new CRC32C();
        body.update(segment, frame + FRAME_HEADER_BYTES, frameLength(segment, frame) - FRAME_HEADER_BYTES);
        putInt(segment, frame + 12, (int) body.getValue());
        CRC32C header = new CRC32C();
        header.update(segment, 40, 8);
        header.update(segment, frame + 8, FRAME_HEADER_BYTES - 8);
        putInt(segment, frame + 4, (int) header.getValue());
    }

    private static int getInt(byte[] bytes, int at) {
        return little(bytes).getInt(at);
    }

    private static void putInt(byte[] bytes, int at, int value) {
        little(bytes).putInt(at, value);
    }

    private static void putLong(byte[] bytes, int at, long value) {
        little(bytes).putLong(at, value);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    }
}
