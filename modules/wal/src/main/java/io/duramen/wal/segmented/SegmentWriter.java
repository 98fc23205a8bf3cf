// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.SegmentLayout.*;

import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentCipher;
import io.duramen.storage.StorageFile;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames to one segment, each once, one behind the other. Not thread-safe; after any exception it must not be used
 * again.
 */
final class SegmentWriter implements AutoCloseable {
    private final SegmentHeader header;
    private final StorageFile file;
    private final @Nullable SegmentCipher cipher;
    private final Chain chain;
    private byte[] frame = new byte[64 << 10];
    private final byte[] authenticated = new byte[FRAME_HEADER_BYTES];
    private boolean unsynced;
    private long writes;
    private long syncs;
    private long frames;
    private long frameBytes;

    SegmentWriter(SegmentHeader header, StorageFile file, @Nullable SegmentCipher cipher, long nextLsn) {
        this.header = header;
        this.file = file;
        this.cipher = cipher;
        this.chain = new Chain(header.sealed(), nextLsn);
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

    boolean unsynced() {
        return unsynced;
    }

    /** Writes a group as one frame, with one write call unless the system splits it. */
    void write(Group group, int flags, long durableLsn) {
        write(group.bytes(), group.length(), group.crc(), group.records(), flags, durableLsn);
    }

    /** Writes a frame without records; {@code flags} say which. */
    void writeControl(byte[] body, int flags, long durableLsn) {
        write(body, body.length, Bytes.crc(body, 0, body.length), 0, flags, durableLsn);
    }

    void force() {
        file.force(false);
        syncs++;
        unsynced = false;
    }

    /** Counts from here: what it took to arm the segment is not part of an append. */
    void resetCounts() {
        writes = 0;
        syncs = 0;
        frames = 0;
        frameBytes = 0;
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

    @Override
    public void close() {
        try (file) {
            if (cipher != null) {
                cipher.close();
            }
        }
    }

    private int frameLength(int bodyLength) {
        return FRAME_HEADER_BYTES + bodyLength + (cipher == null ? 0 : Sealing.FRAME_OVERHEAD);
    }

    private void write(byte[] body, int length, int plainCrc, int records, int flags, long durableLsn) {
        int frameLength = frameLength(length);
        if (frame.length < frameLength) {
            frame = new byte[Math.max(frame.length * 2, frameLength)];
        }
        FrameHeader frameHeader = new FrameHeader(
                0,
                frameLength,
                0,
                chain.nextLsn(),
                records,
                cipher == null ? flags : flags | ENCRYPTED,
                durableLsn,
                chain.frames(),
                chain.end(),
                chain.previousLength(),
                chain.previousHeaderCrc());
        frameHeader.encode(frame, 0);
        int bodyCrc = cipher == null ? copyPlain(body, length, plainCrc) : seal(cipher, frameHeader, body, length);
        int headerCrc = FrameHeader.complete(frame, 0, bodyCrc, header.salt());
        unsynced = true;
        file.writeFully(ByteBuffer.wrap(frame, 0, frameLength), frameHeader.selfOffset());
        writes++;
        frames++;
        frameBytes += frameLength;
        chain.advance(frameHeader, headerCrc, frame, 0);
    }

    private int copyPlain(byte[] body, int length, int plainCrc) {
        System.arraycopy(body, 0, frame, FRAME_HEADER_BYTES, length);
        return plainCrc;
    }

    private int seal(SegmentCipher with, FrameHeader frameHeader, byte[] body, int length) {
        System.arraycopy(frame, 0, authenticated, 0, FRAME_HEADER_BYTES);
        long number = frameHeader.frameNumber();
        if (frameHeader.isControl()) {
            with.authenticate(number, authenticated, chain.tag(), body, 0, length, frame, FRAME_HEADER_BYTES);
        } else {
            with.seal(number, authenticated, chain.tag(), body, 0, length, frame, FRAME_HEADER_BYTES);
        }
        return Bytes.crc(frame, FRAME_HEADER_BYTES, length + Sealing.FRAME_OVERHEAD);
    }
}
