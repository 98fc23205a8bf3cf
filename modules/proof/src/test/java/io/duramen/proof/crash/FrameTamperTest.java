// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.SealException;
import io.duramen.proof.TestKeys;
import io.duramen.seal.Keyring;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.RollbackDetectedException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.spi.Anchor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every frame of a full segment of 64 KiB is dropped, doubled, swapped with every other, and put in the place of every frame
 * of another segment and another log: as it stands, and with every number and checksum in the headers made to fit, which
 * needs no key.
 */
class FrameTamperTest {
    private static final int RECORDS = 50;
    private static final int HEADER = 8192;
    private static final int FRAME_HEADER = 64;
    private static final int CAPACITY = 64 << 10;

    private final TestKeys keys = new TestKeys();
    private final Keyring keyring = keys.fresh();
    private final SimDisk anchors = SimDisk.create();
    private final SimDisk log = written("log.anchor");
    private int judged;
    private int refused;

    @AfterEach
    void wipeKeys() {
        keys.close();
    }

    private WalOptions options(Anchor anchor) {
        return Crashed.options(keyring).toBuilder().anchor(anchor).build();
    }

    private SimDisk written(String anchor) {
        SimDisk disk = SimDisk.create();
        try (WriteAheadLog made = WriteAheadLog.create(disk, options(Anchor.file(anchors, anchor)))) {
            for (int n = 1; n <= RECORDS; n++) {
                made.append(payload(n));
            }
            assertTrue(made.segments().size() >= 3);
        }
        return disk;
    }

    private static ByteBuffer payload(int n) {
        byte[] bytes = new byte[3000 + n];
        Arrays.fill(bytes, (byte) n);
        return ByteBuffer.wrap(bytes);
    }

    private static String name(long segment) {
        return String.format("wal/%016x.seg", segment);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static List<byte[]> frames(byte[] segment) {
        List<byte[]> frames = new ArrayList<>();
        int at = HEADER;
        while (at + FRAME_HEADER < segment.length && little(segment).getInt(at) == 0x4652414D) {
            int length = little(segment).getInt(at + 8);
            frames.add(Arrays.copyOfRange(segment, at, at + length));
            at += length;
        }
        return frames;
    }

    /** A segment of these frames, with every number and checksum of a header made to fit its place if so wanted. */
    private static byte[] segment(byte[] like, List<byte[]> frames, boolean mended) {
        byte[] segment = Arrays.copyOf(Arrays.copyOf(like, HEADER), CAPACITY);
        int at = HEADER;
        int lengthBefore = 0;
        int checksumBefore = 0;
        long nextLsn = little(frames.get(0)).getLong(16);
        for (int i = 0; i < frames.size() && at + frames.get(i).length <= CAPACITY; i++) {
            byte[] frame = frames.get(i).clone();
            if (mended) {
                ByteBuffer header = little(frame);
                header.putLong(16, nextLsn).putLong(40, i).putLong(48, at);
                header.putInt(56, lengthBefore).putInt(60, checksumBefore);
                nextLsn += header.getInt(24);
                CRC32C crc = new CRC32C();
                crc.update(like, 40, 8);
                crc.update(frame, 8, FRAME_HEADER - 8);
                header.putInt(4, (int) crc.getValue());
            }
            System.arraycopy(frame, 0, segment, at, frame.length);
            at += frame.length;
            lengthBefore = frame.length;
            checksumBefore = little(frame).getInt(4);
        }
        return segment;
    }

    private void requireRefusal(long number, List<byte[]> frames, String what) {
        byte[] like = log.bytes(name(number));
        for (boolean mended : new boolean[] {false, true}) {
            byte[] altered = segment(like, frames, mended);
            if (Arrays.equals(like, altered)) {
                continue; // the last frame doubled: there is no room for the second
            }
            judged++;
            SimDisk damaged = log.crash(0);
            damaged.overwrite(name(number), 0, altered);
            try (WriteAheadLog opened = WriteAheadLog.open(damaged, options(Anchor.none()))) {
                throw new AssertionError(what + (mended ? ", mended" : "") + ": opened up to " + opened.durableLsn());
            } catch (CorruptLogException | SealException detected) {
                refused++;
            }
        }
    }

    @Test
    @Tag("S3.18")
    @Tag("S3.22")
    @Tag("S3.52")
    void everyFrameDroppedDoubledOrSwappedWithEveryOtherIsRefused() {
        List<byte[]> frames = frames(log.bytes(name(2)));
        assertTrue(frames.size() >= 10, () -> "only " + frames.size() + " frames");
        for (int i = 0; i < frames.size(); i++) {
            List<byte[]> dropped = new ArrayList<>(frames);
            dropped.remove(i);
            requireRefusal(2, dropped, "frame " + i + " dropped");
            List<byte[]> doubled = new ArrayList<>(frames);
            doubled.add(i, frames.get(i));
            requireRefusal(2, doubled, "frame " + i + " doubled");
            for (int other = i + 1; other < frames.size(); other++) {
                List<byte[]> swapped = new ArrayList<>(frames);
                swapped.set(i, frames.get(other));
                swapped.set(other, frames.get(i));
                requireRefusal(2, swapped, "frames " + i + " and " + other + " swapped");
            }
        }
        assertEquals(judged, refused);
        assertTrue(judged > 300, () -> "only " + judged);
    }

    @Test
    @Tag("S3.22")
    @Tag("S3.52")
    void everyFrameOfAnotherSegmentOrLogInThePlaceOfAnyIsRefused() {
        List<byte[]> frames = frames(log.bytes(name(2)));
        for (byte[] foreign :
                List.of(log.bytes(name(1)), written("other.anchor").bytes(name(2)))) {
            List<byte[]> others = frames(foreign);
            for (int to = 0; to < frames.size(); to++) {
                for (int from = 0; from < others.size(); from++) {
                    List<byte[]> moved = new ArrayList<>(frames);
                    moved.set(to, others.get(from));
                    requireRefusal(2, moved, "frame " + from + " of another place as frame " + to);
                }
            }
        }
        assertEquals(judged, refused);
    }

    /** The documented case: behind the newest frame nothing testifies, so a log cut there opens, unless it has an anchor. */
    @Test
    @Tag("S3.52")
    void framesCutOffTheEndAreFoundByTheAnchor() {
        long newest = log.files().keySet().stream()
                .filter(file -> file.endsWith(".seg"))
                .count();
        byte[] like = log.bytes(name(newest));
        List<byte[]> frames = frames(like);
        for (int kept = 1; kept < frames.size() - 1; kept++) { // the last but one holds the last record
            SimDisk cut = log.crash(0);
            cut.overwrite(name(newest), 0, segment(like, frames.subList(0, kept), false));
            SimDisk remembering = anchors.crash(0);
            SimDisk seen = cut.crash(0);

            assertThrows(
                    RollbackDetectedException.class,
                    () -> WriteAheadLog.open(cut, options(Anchor.file(remembering, "log.anchor"))));

            try (WriteAheadLog opened = WriteAheadLog.open(seen, options(Anchor.none()))) {
                assertTrue(opened.durableLsn() < RECORDS);
            }
        }
    }
}
