// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.SegmentLayout.*;

import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentCipher;
import io.duramen.storage.StorageFile;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames to one segment, each once, one behind the other. One thread at a time; after any exception it must not be used
 * again.
 *
 * <p>Control frames are staged: they go out in one write with the group behind them. So a LINK costs no sync of its own, and a
 * MARK that was written without one becomes durable no later than the next group.
 *
 * <p>In a segment of blocks every frame is filled up with zeros to the end of its last block, so that it can be written past the
 * page cache, and so that no later write touches a block in which something is durable.
 */
final class SegmentWriter implements AutoCloseable {
    private final SegmentHeader header;
    private final long firstLsn;
    private final StorageFile file;
    private final @Nullable SegmentCipher cipher;
    private final Chain chain;
    private final CRC32C crc = new CRC32C();
    private final byte[] salt = new byte[8];
    private final byte[] authenticated = new byte[FRAME_HEADER_BYTES];
    private @Nullable StorageFile synchronous;
    private @Nullable Instruments instruments; // once the segment is the log's
    private byte[] out = new byte[4096];
    private ByteBuffer outView = ByteBuffer.wrap(out);
    private byte[] recordCrcs = new byte[256];
    private int staged; // bytes at the start of out, to be written at stagedAt
    private long stagedAt;
    private boolean unsynced;
    private long toldLsn = -1; // the last record a frame here says was durable
    private long writes;
    private long syncs;
    private long frames;
    private long frameBytes;
    private long payloadBytes;
    // how far the segment counts for readers; the last one is written last and read first
    private volatile long publishedFrames;
    private volatile long publishedEnd;
    private volatile long publishedLsn;

    SegmentWriter(
            SegmentHeader header, StorageFile file, @Nullable SegmentCipher cipher, boolean unsynced, long firstLsn) {
        this.header = header;
        this.firstLsn = firstLsn;
        this.file = file;
        this.cipher = cipher;
        this.unsynced = unsynced;
        this.chain = new Chain(header.sealed(), firstLsn);
        Bytes.putLong(salt, 0, header.salt());
        this.publishedEnd = chain.end();
        this.publishedLsn = firstLsn - 1;
    }

    /** From now on everything goes through a file whose writes are syncs, but for MARKs in a segment that has no blocks. */
    void useSynchronous(StorageFile sameFile) {
        this.synchronous = sameFile;
    }

    /** From now on writes and syncs are timed. */
    void watchedBy(Instruments by) {
        this.instruments = by;
    }

    SegmentHeader header() {
        return header;
    }

    Chain chain() {
        return chain;
    }

    boolean fits(int bodyLength) {
        return chain.end() + frameLength(bodyLength) <= header.capacity();
    }

    /**
     * Whether a frame here vouches for a record here. Once that frame is durable, every later opening goes on behind this segment
     * and never makes another one of its number.
     */
    boolean vouchesForItself() {
        return toldLsn >= firstLsn;
    }

    /** Whether something was written that no sync covers yet. */
    boolean unsynced() {
        return unsynced;
    }

    /**
     * Writes a batch as one frame, with one write call unless the system splits it. It is durable when this returns if the
     * segment's writes are syncs, else after {@link #force}.
     */
    void write(Batch batch, int flags, long durableLsn) {
        int frameLength = frameLength(batch.length());
        int length = bodyLength(frameLength);
        batch.pad(length);
        byte[] bytes = batch.bytes();
        int plainCrc = recordsCrc(bytes, Batch.BODY_AT, batch.records());
        if (cipher == null && staged == 0 && (!header.recycled() || batch.hasRoomFor(END_BYTES))) {
            long at = chain.end();
            putHeader(bytes, 0, frameLength, batch.records(), flags, durableLsn);
            completeFrame(bytes, 0, frameLength, batch.records(), plainCrc);
            emit(batch.view(), withEnd(bytes, frameLength), at);
            return;
        }
        int at = stage(frameLength);
        frame(at, bytes, Batch.BODY_AT, length, batch.records(), plainCrc, flags, durableLsn);
        emitStaged();
    }

    /** Stages a frame without records; {@code flags} say which. */
    void control(byte[] content, int flags, long durableLsn) {
        int frameLength = frameLength(content.length);
        byte[] body = Arrays.copyOf(content, bodyLength(frameLength));
        int at = stage(frameLength);
        frame(at, body, 0, body.length, 0, Bytes.crc(body, 0, body.length), flags, durableLsn);
    }

    /**
     * Writes what is staged without a sync. It stays staged, to be written again by the next write that is a sync. Whole blocks
     * go past the cache, at once durable: nothing else may be mixed with that, and nobody waits for it.
     */
    void writeStaged() {
        if (header.isDirect()) {
            emitStaged();
            return;
        }
        ByteBuffer view = outView.clear().limit(withEnd(out, staged));
        file.writeFully(view, stagedAt);
        writes++;
        if (synchronous == null) {
            unsynced = true;
            staged = 0;
        }
    }

    boolean hasStaged() {
        return staged > 0;
    }

    /** Makes everything durable that was written or staged. */
    void force() {
        if (staged > 0) {
            emitStaged();
        }
        if (unsynced) {
            Instruments by = instruments;
            long begun = by == null ? 0 : by.syncBegins();
            file.force(false);
            syncs++;
            unsynced = false;
            if (by != null) {
                by.synced(begun, header, chain.nextLsn() - 1);
            }
        }
    }

    /** Shows readers how far the segment counts now. */
    void publish() {
        publishedFrames = chain.frames();
        publishedEnd = chain.end();
        publishedLsn = chain.nextLsn() - 1;
    }

    /** The segment as it was last published. */
    SegmentMeta meta() {
        long lastLsn = publishedLsn;
        return new SegmentMeta(header, firstLsn, lastLsn, publishedEnd, publishedFrames);
    }

    long firstLsn() {
        return firstLsn;
    }

    /** Counts from here: what it took to arm the segment is not part of an append. */
    void resetCounts() {
        writes = 0;
        syncs = 0;
        frames = 0;
        frameBytes = 0;
        payloadBytes = 0;
    }

    long writes() {
        return writes;
    }

    long syncs() {
        return syncs;
    }

    long frames() {
        return frames;
    }

    long frameBytes() {
        return frameBytes;
    }

    long payloadBytes() {
        return payloadBytes;
    }

    @Override
    public void close() {
        try (file) {
            if (synchronous != null) {
                synchronous.close();
            }
            if (cipher != null) {
                cipher.close();
            }
        }
    }

    private int frameLength(int bodyLength) {
        return header.padded(FRAME_HEADER_BYTES + bodyLength + overhead());
    }

    /** How long the body of a frame is, its padding included. */
    private int bodyLength(int frameLength) {
        return frameLength - FRAME_HEADER_BYTES - overhead();
    }

    private int overhead() {
        return cipher == null ? 0 : Sealing.FRAME_OVERHEAD;
    }

    /** Makes room for a frame behind what is staged, and returns where it stands in {@link #out}. */
    private int stage(int frameLength) {
        int at = staged;
        if (out.length < at + frameLength + endBytes()) {
            out = Arrays.copyOf(out, Math.max(out.length * 2, at + frameLength + endBytes()));
            outView = ByteBuffer.wrap(out);
        }
        if (at == 0) {
            stagedAt = chain.end();
        }
        staged = at + frameLength;
        return at;
    }

    private void frame(
            int at, byte[] body, int bodyAt, int length, int records, int plainCrc, int flags, long durableLsn) {
        int frameLength = frameLength(length);
        putHeader(out, at, frameLength, records, cipher == null ? flags : flags | ENCRYPTED, durableLsn);
        int bodyCrc = plainCrc;
        if (cipher == null) {
            System.arraycopy(body, bodyAt, out, at + FRAME_HEADER_BYTES, length);
        } else {
            bodyCrc = seal(cipher, at, body, bodyAt, length, records == 0);
        }
        completeFrame(out, at, frameLength, records, bodyCrc);
    }

    private void putHeader(byte[] bytes, int at, int frameLength, int records, int flags, long durableLsn) {
        toldLsn = durableLsn;
        FrameHeader.put(
                bytes,
                at,
                frameLength,
                chain.nextLsn(),
                records,
                flags,
                durableLsn,
                chain.frames(),
                chain.end(),
                chain.previousLength(),
                chain.previousHeaderCrc());
    }

    private void completeFrame(byte[] bytes, int at, int frameLength, int records, int bodyCrc) {
        int headerCrc = FrameHeader.complete(bytes, at, bodyCrc, crc, salt);
        chain.advance(frameLength, records, headerCrc, bytes, at);
        frames++;
        frameBytes += frameLength;
    }

    private int seal(SegmentCipher with, int at, byte[] body, int bodyAt, int length, boolean control) {
        System.arraycopy(out, at, authenticated, 0, FRAME_HEADER_BYTES);
        int target = at + FRAME_HEADER_BYTES;
        if (control) {
            with.authenticate(chain.frames(), authenticated, chain.tag(), body, bodyAt, length, out, target);
        } else {
            with.seal(chain.frames(), authenticated, chain.tag(), body, bodyAt, length, out, target);
        }
        return Bytes.crc(out, target, length + Sealing.FRAME_OVERHEAD);
    }

    /** The checksum of a body that is not sealed: over its records' checksums, which cover every byte of them. */
    private int recordsCrc(byte[] bytes, int from, int records) {
        if (recordCrcs.length < 4 * records) {
            recordCrcs = new byte[8 * records];
        }
        int at = from;
        for (int i = 0; i < records; i++) {
            System.arraycopy(bytes, at + RECORD_CRC, recordCrcs, 4 * i, 4);
            payloadBytes += RecordCodec.payloadLength(bytes, at);
            at += RecordCodec.recordLength(bytes, at);
        }
        crc.reset();
        crc.update(recordCrcs, 0, 4 * records);
        return (int) crc.getValue();
    }

    private void emitStaged() {
        int length = withEnd(out, staged);
        staged = 0;
        emit(outView, length, stagedAt);
    }

    /** Of blocks only a whole one can be written. */
    private int endBytes() {
        return header.padded(END_BYTES);
    }

    /** Puts the zeros behind the last frame that tell it from an unfinished write, where what stands there is older. */
    private int withEnd(byte[] bytes, int length) {
        if (!header.recycled()) {
            return length;
        }
        int zeros = (int) Math.min(endBytes(), header.capacity() - chain.end());
        Arrays.fill(bytes, length, length + zeros, (byte) 0);
        return length + zeros;
    }

    private void emit(ByteBuffer view, int length, long at) {
        StorageFile target = synchronous;
        Instruments by = instruments;
        view.clear().limit(length);
        writes++;
        if (target == null) {
            unsynced = true;
            long begun = by == null ? 0 : by.now();
            file.writeFully(view, at);
            if (by != null) {
                by.wrote(begun);
            }
        } else {
            long begun = by == null ? 0 : by.syncBegins();
            target.writeFully(view, at);
            syncs++;
            if (by != null) {
                by.synced(begun, header, chain.nextLsn() - 1);
            }
        }
    }
}
