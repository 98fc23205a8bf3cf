// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.SegmentLayout.*;

import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentCipher;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether an intact frame stands at a place of a segment, wherever that is: for salvage, which has to go on where {@link
 * FrameWalk} ends. Whether the frame fits those before and behind it is decided by {@link SalvagedSegment}. Not thread-safe.
 */
final class FrameProbe implements AutoCloseable {
    private final SegmentHeader header;
    private final PatientFile file;
    private final @Nullable SegmentCipher cipher;
    private final CRC32C crc = new CRC32C();
    private final byte[] tag = new byte[SegmentCipher.TAG_BYTES];
    private byte[] stored = new byte[1 << 16];
    private byte[] body = stored;
    private int bodyAt;
    private int bodyEnd;
    private @Nullable FrameHeader seen;
    private String problem = "";

    /** A sealed segment needs its cipher; without one, only what is not sealed is intact. */
    FrameProbe(SegmentHeader header, PatientFile file, @Nullable SegmentCipher cipher) {
        this.header = header;
        this.file = file;
        this.cipher = cipher;
    }

    SegmentHeader header() {
        return header;
    }

    PatientFile file() {
        return file;
    }

    /** The frame at a place with everything in it verified, or {@code null}; see {@link #problem}. */
    @Nullable
    FrameHeader at(long offset) {
        seen = null;
        problem = "no frame";
        if (offset + FRAME_HEADER_BYTES > file.size()) {
            problem = "the end of the file";
            return null;
        }
        file.read(stored, FRAME_HEADER_BYTES, offset);
        FrameHeader frame = FrameHeader.decode(stored, 0, header.salt(), offset);
        if (frame == null) {
            return null;
        }
        if (!isSound(frame)) {
            problem = "a frame header that contradicts itself";
            return null;
        }
        seen = frame;
        if (frame.end() > file.size()) {
            problem = "a frame cut off by the end of the file";
            return null;
        }
        if (stored.length < frame.frameLength()) {
            stored = new byte[frame.frameLength()];
        }
        file.read(stored, frame.frameLength(), offset);
        if (FrameHeader.decode(stored, 0, header.salt(), offset) == null || !readBody(frame)) {
            problem = "a frame whose body is not as it was written";
            return null;
        }
        return frame;
    }

    /** The header at the place just asked for, if that at least is intact: it says how long the frame was. */
    @Nullable
    FrameHeader seen() {
        return seen;
    }

    /** Why {@link #at} found no intact frame. */
    String problem() {
        return problem;
    }

    /** The body of the frame just found, opened. Valid until the next call of {@link #at}. */
    byte[] body() {
        return body;
    }

    int bodyAt() {
        return bodyAt;
    }

    private boolean isSound(FrameHeader frame) {
        return frame.frameLength() >= FRAME_HEADER_BYTES + overhead()
                && frame.end() <= header.capacity()
                && frame.frameLength() % header.blockSize() == 0
                && (frame.flags() & ~KNOWN_FLAGS) == 0
                && frame.is(ENCRYPTED) == header.sealed()
                && frame.recordCount() >= 0
                && frame.isControl() == (frame.recordCount() == 0)
                && frame.is(LINK) == (frame.selfOffset() == HEADER_BYTES)
                && frame.firstLsn() > 0
                && frame.durableLsn() < frame.firstLsn();
    }

    private boolean readBody(FrameHeader frame) {
        int length = frame.storedBodyLength();
        if ((header.sealed() || frame.isControl()) && crcOf(stored, FRAME_HEADER_BYTES, length) != frame.bodyCrc()) {
            return false;
        }
        body = stored;
        bodyAt = FRAME_HEADER_BYTES;
        bodyEnd = FRAME_HEADER_BYTES + length;
        if (header.sealed()) {
            return isAuthentic(frame, length);
        }
        return frame.isControl() || verifyRecords(frame, true);
    }

    /** A frame is bound to the tag of the one before, which stands right before it, damaged or not. */
    private boolean isAuthentic(FrameHeader frame, int length) {
        SegmentCipher with = cipher;
        if (with == null) {
            return false;
        }
        byte[] authenticated = new byte[FRAME_HEADER_BYTES];
        frame.encode(authenticated, 0);
        Arrays.fill(tag, (byte) 0);
        if (frame.selfOffset() > HEADER_BYTES) {
            file.read(tag, tag.length, frame.selfOffset() - tag.length);
        }
        if (frame.isControl()) {
            bodyAt += SegmentCipher.HEDGE_BYTES;
            return with.verify(frame.frameNumber(), authenticated, tag, stored, FRAME_HEADER_BYTES, length);
        }
        byte[] opened = new byte[length - Sealing.FRAME_OVERHEAD];
        if (!with.open(frame.frameNumber(), authenticated, tag, stored, FRAME_HEADER_BYTES, length, opened, 0)) {
            return false;
        }
        body = opened;
        bodyAt = 0;
        bodyEnd = opened.length;
        return verifyRecords(frame, false);
    }

    private boolean verifyRecords(FrameHeader frame, boolean plain) {
        CRC32C all = new CRC32C();
        int at = bodyAt;
        for (int i = 0; i < frame.recordCount(); i++) {
            int length = RecordView.verify(body, at, bodyEnd, crc);
            if (length == 0) {
                return false;
            }
            all.update(body, at + RECORD_CRC, Integer.BYTES);
            at += length;
        }
        // a header put together from the next segment's LINK does not say how large the blocks were
        return bodyEnd - at < BLOCK_BYTES
                && Bytes.isZero(body, at, bodyEnd)
                && (!plain || (int) all.getValue() == frame.bodyCrc());
    }

    private int crcOf(byte[] bytes, int at, int length) {
        crc.reset();
        crc.update(bytes, at, length);
        return (int) crc.getValue();
    }

    private int overhead() {
        return header.sealed() ? Sealing.FRAME_OVERHEAD : 0;
    }

    @Override
    public void close() {
        try (file) {
            if (cipher != null) {
                cipher.close();
            }
        }
    }
}
