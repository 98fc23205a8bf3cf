// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.SegmentLayout.*;

import io.duramen.crypto.KeyEpochs;
import io.duramen.crypto.SealException;
import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentIdentity;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The two blocks of a segment's header as they stand on the disk, and how the key in their slots is put under another epoch:
 * the block that does not hold the good slot is written with the new one and forced, and only then the other. A crash at any
 * point leaves a block that was not being written, whose slot opens the segment.
 */
final class HeaderSlots {
    /** How much a re-wrap writes. */
    static final int REWRAP_BYTES = 2 * BLOCK_BYTES;

    private static final SegmentIdentity NOBODY = new SegmentIdentity(new UUID(0, 0), 0, FORMAT_MAJOR);

    private final byte[] bytes;
    private final @Nullable SegmentHeader header;
    private final boolean secondIsWhole;

    private HeaderSlots(byte[] bytes) {
        this.bytes = bytes;
        SegmentHeader first = SegmentHeader.decode(bytes, 0).header();
        SegmentHeader second = SegmentHeader.decode(bytes, BLOCK_BYTES).header();
        this.header = first != null ? first : second;
        this.secondIsWhole = first == null;
    }

    static HeaderSlots read(Storage storage, String name) {
        try (StorageFile file = storage.open(name, OpenMode.READ)) {
            return read(file);
        }
    }

    private static HeaderSlots read(StorageFile file) {
        byte[] bytes = new byte[HEADER_BYTES];
        file.readFully(ByteBuffer.wrap(bytes), 0);
        return new HeaderSlots(bytes);
    }

    /** Returns the epochs that the slots name. */
    Set<Integer> epochs(KeyEpochs keys) {
        Set<Integer> found = new TreeSet<>();
        for (int block = 0; block < 2; block++) {
            Integer epoch = epoch(keys, block);
            if (epoch != null) {
                found.add(epoch);
            }
        }
        return found;
    }

    /** Tells whether something stands where the slots do, and neither can be read. */
    boolean isUnknown(KeyEpochs keys) {
        return epochs(keys).isEmpty() && !(isZero(0) && isZero(1));
    }

    /** Tells whether the segment opens with the key of this epoch, and with no other. */
    boolean isUnder(int epoch, KeyEpochs keys) {
        return epochs(keys).equals(Set.of(epoch)) && Arrays.equals(slotBytes(0), slotBytes(1));
    }

    /** The segment, or {@code null} if no block says which it is. */
    @Nullable
    SegmentHeader header() {
        return header;
    }

    private @Nullable Integer epoch(KeyEpochs keys, int block) {
        try {
            return keys.ofSegment(header == null ? NOBODY : header.identity(), slot(block));
        } catch (SealException emptyOrDamaged) {
            return null;
        }
    }

    private boolean isZero(int block) {
        int at = at(block);
        return Bytes.isZero(bytes, at, at + Sealing.SLOT_BYTES);
    }

    private ByteBuffer slot(int block) {
        return ByteBuffer.wrap(slotBytes(block));
    }

    private byte[] slotBytes(int block) {
        int at = at(block);
        return Arrays.copyOfRange(bytes, at, at + Sealing.SLOT_BYTES);
    }

    private static int at(int block) {
        return block * BLOCK_BYTES + SLOT_OFFSET;
    }

    /**
     * Puts the key of the segment in a file under the active epoch. Nobody arms or removes segments meanwhile.
     *
     * @throws SealException if neither slot opens the segment; nothing was written
     */
    static void rewrap(Storage storage, String name, KeyEpochs keys) {
        try (StorageFile file = storage.open(name, OpenMode.READ_WRITE)) {
            HeaderSlots found = read(file);
            int good = found.newest(keys);
            ByteBuffer slot = found.opened(keys, good);
            if (slot == null) {
                good = 1 - good;
                slot = keys.rewrap(found.identity(), found.slot(good));
            }
            // one that is right already is written again: a force that failed may have left it in the cache only
            int first = slot.equals(found.slot(good)) ? good : 1 - good;
            found.write(file, first, slot);
            found.write(file, 1 - first, slot);
        }
    }

    /** The block whose slot names the later epoch. */
    private int newest(KeyEpochs keys) {
        Integer first = epoch(keys, 0);
        Integer second = epoch(keys, 1);
        return first == null || (second != null && second > first) ? 1 : 0;
    }

    private @Nullable ByteBuffer opened(KeyEpochs keys, int block) {
        try {
            return keys.rewrap(identity(), slot(block));
        } catch (SealException tryTheOther) {
            return null;
        }
    }

    private SegmentIdentity identity() {
        SegmentHeader segment = header;
        return segment == null ? NOBODY : segment.identity();
    }

    /** The whole block, so that one a crash has damaged is mended too. */
    private void write(StorageFile file, int block, ByteBuffer slot) {
        int from = secondIsWhole ? BLOCK_BYTES : 0;
        byte[] whole = Arrays.copyOfRange(bytes, from, from + BLOCK_BYTES);
        slot.duplicate().get(whole, SLOT_OFFSET, Sealing.SLOT_BYTES);
        file.writeFully(ByteBuffer.wrap(whole), (long) block * BLOCK_BYTES);
        file.force(false);
    }
}
