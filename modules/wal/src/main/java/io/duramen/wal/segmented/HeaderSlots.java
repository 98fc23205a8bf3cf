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
 * The two blocks of a segment's header as they stand on the disk, each with a crypto slot, and with a second one if the segment
 * was re-encrypted; and how the keys in their slots are put under another epoch:
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
    private final boolean resealed;

    private HeaderSlots(byte[] bytes) {
        this.bytes = bytes;
        SegmentHeader first = SegmentHeader.decode(bytes, 0).header();
        SegmentHeader second = SegmentHeader.decode(bytes, BLOCK_BYTES).header();
        this.header = first != null ? first : second;
        this.secondIsWhole = first == null;
        this.resealed = header != null && SegmentHeader.isResealed(bytes, first != null ? 0 : BLOCK_BYTES);
    }

    static HeaderSlots read(Storage storage, String name) {
        try (StorageFile file = storage.open(name, OpenMode.READ)) {
            return read(file);
        }
    }

    static HeaderSlots read(StorageFile file) {
        byte[] bytes = new byte[HEADER_BYTES];
        file.readFully(ByteBuffer.wrap(bytes), 0);
        return new HeaderSlots(bytes);
    }

    /** Returns the epochs that the slots name. */
    Set<Integer> epochs(KeyEpochs keys) {
        Set<Integer> found = new TreeSet<>();
        for (int block = 0; block < 2; block++) {
            for (int slot = 0; slot < slots(); slot++) {
                Integer epoch = epoch(keys, block, slot);
                if (epoch != null) {
                    found.add(epoch);
                }
            }
        }
        return found;
    }

    /** Tells whether something stands where the slots do, and neither of two can be read. */
    boolean isUnknown(KeyEpochs keys) {
        for (int slot = 0; slot < slots(); slot++) {
            boolean read = epoch(keys, 0, slot) != null || epoch(keys, 1, slot) != null;
            if (!read && !(isZero(0, slot) && isZero(1, slot))) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether the segment opens with the key of this epoch, and with no other. */
    boolean isUnder(int epoch, KeyEpochs keys) {
        return epochs(keys).equals(Set.of(epoch)) && Arrays.equals(slotBytes(0), slotBytes(1));
    }

    /** Tells whether what stands in the file is sealed under a key that was made in this epoch. */
    boolean isMadeUnder(int epoch, KeyEpochs keys) {
        int outer = slots() - 1;
        return isUnder(epoch, keys) && !keys.isRewrapped(identity(outer), slot(0, outer));
    }

    private int slots() {
        return resealed ? 2 : 1;
    }

    /** The segment, or {@code null} if no block says which it is. */
    @Nullable
    SegmentHeader header() {
        return header;
    }

    private @Nullable Integer epoch(KeyEpochs keys, int block, int slot) {
        try {
            return keys.ofSegment(identity(slot), slot(block, slot));
        } catch (SealException emptyOrDamaged) {
            return null;
        }
    }

    private boolean isZero(int block, int slot) {
        int at = at(block, slot);
        return Bytes.isZero(bytes, at, at + Sealing.SLOT_BYTES);
    }

    private ByteBuffer slot(int block, int slot) {
        int at = at(block, slot);
        return ByteBuffer.wrap(bytes, at, Sealing.SLOT_BYTES).slice();
    }

    /** All slots of a block, one behind the other. */
    private byte[] slotBytes(int block) {
        byte[] all = new byte[slots() * Sealing.SLOT_BYTES];
        for (int slot = 0; slot < slots(); slot++) {
            slot(block, slot).get(all, slot * Sealing.SLOT_BYTES, Sealing.SLOT_BYTES);
        }
        return all;
    }

    private static int at(int block, int slot) {
        return block * BLOCK_BYTES + offset(slot);
    }

    private static int offset(int slot) {
        return slot == 0 ? SLOT_OFFSET : RESEALED_SLOT_OFFSET;
    }

    /**
     * The header of the same segment re-encrypted: its own key under the active epoch, the new one beside it.
     *
     * @param slot of the new key
     * @param end where its last frame that counts ends
     * @throws SealException if neither slot opens the segment
     */
    byte[] resealed(KeyEpochs keys, ByteBuffer slot, long end) {
        byte[] whole = wholeBlock();
        put(whole, 0, ownSlot(keys));
        put(whole, 1, slot);
        Bytes.putInt(whole, SEGMENT_FLAGS, Bytes.getInt(whole, SEGMENT_FLAGS) | SEGMENT_RESEALED);
        Bytes.putLong(whole, RESEALED_END, end);
        Bytes.putInt(whole, IDENTITY_CRC, Bytes.crc(whole, 0, IDENTITY_CRC));
        byte[] both = Arrays.copyOf(whole, HEADER_BYTES);
        System.arraycopy(whole, 0, both, BLOCK_BYTES, BLOCK_BYTES);
        return both;
    }

    private ByteBuffer ownSlot(KeyEpochs keys) {
        try {
            return keys.rewrap(identity(0), slot(0, 0));
        } catch (SealException tryTheOther) {
            return keys.rewrap(identity(0), slot(1, 0));
        }
    }

    private byte[] wholeBlock() {
        int from = secondIsWhole ? BLOCK_BYTES : 0;
        return Arrays.copyOfRange(bytes, from, from + BLOCK_BYTES);
    }

    private static void put(byte[] block, int slot, ByteBuffer from) {
        from.duplicate().get(block, offset(slot), Sealing.SLOT_BYTES);
    }

    /**
     * Puts the keys of the segment in a file under the active epoch. Nobody arms or removes segments meanwhile.
     *
     * @throws SealException if the slots of neither block open the segment; nothing was written
     */
    static void rewrap(Storage storage, String name, KeyEpochs keys) {
        try (StorageFile file = storage.open(name, OpenMode.READ_WRITE)) {
            HeaderSlots found = read(file);
            int good = found.newest(keys);
            byte[] slots = found.opened(keys, good);
            if (slots == null) {
                good = 1 - good;
                slots = found.rewrapped(keys, good);
            }
            // one that is right already is written again: a force that failed may have left it in the cache only
            int first = Arrays.equals(slots, found.slotBytes(good)) ? good : 1 - good;
            found.write(file, first, slots);
            found.write(file, 1 - first, slots);
        }
    }

    /** The block whose slot names the later epoch. */
    private int newest(KeyEpochs keys) {
        Integer first = epoch(keys, 0, 0);
        Integer second = epoch(keys, 1, 0);
        return first == null || (second != null && second > first) ? 1 : 0;
    }

    private byte @Nullable [] opened(KeyEpochs keys, int block) {
        try {
            return rewrapped(keys, block);
        } catch (SealException tryTheOther) {
            return null;
        }
    }

    private byte[] rewrapped(KeyEpochs keys, int block) {
        byte[] all = new byte[slots() * Sealing.SLOT_BYTES];
        for (int slot = 0; slot < slots(); slot++) {
            keys.rewrap(identity(slot), slot(block, slot)).get(all, slot * Sealing.SLOT_BYTES, Sealing.SLOT_BYTES);
        }
        return all;
    }

    private SegmentIdentity identity(int slot) {
        SegmentHeader segment = header;
        if (segment == null) {
            return NOBODY;
        }
        return slot == 0 ? segment.identity() : segment.resealedIdentity();
    }

    /** The whole block, so that one a crash has damaged is mended too. */
    private void write(StorageFile file, int block, byte[] slots) {
        byte[] whole = wholeBlock();
        for (int slot = 0; slot < slots(); slot++) {
            put(whole, slot, ByteBuffer.wrap(slots, slot * Sealing.SLOT_BYTES, Sealing.SLOT_BYTES));
        }
        file.writeFully(ByteBuffer.wrap(whole), (long) block * BLOCK_BYTES);
        file.force(false);
    }
}
