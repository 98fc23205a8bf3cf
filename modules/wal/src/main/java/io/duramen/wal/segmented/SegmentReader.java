// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.SegmentLayout.*;

import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentCipher;
import io.duramen.storage.StorageFile;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.TamperedLogException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a segment's frames in order and verifies each against the frame before it. It only says what it finds; whether an
 * unreadable frame is a torn tail or damage is decided by {@link LogScan}. Not thread-safe.
 */
final class SegmentReader implements AutoCloseable {
    private static final int READ_AHEAD = 256 << 10;

    private final SegmentHeader header;
    private final StorageFile file;
    private final String fullName;
    private final @Nullable SegmentCipher cipher;
    private final Chain chain;
    private byte[] window = new byte[READ_AHEAD];
    private long windowStart;
    private int windowLength;

    // the frame just read
    private @Nullable FrameHeader frame;
    private int frameAt;
    private byte[] body = new byte[0];
    private int bodyAt;
    private int bodyLength;
    private String problem = "";

    /** Without a cipher for a sealed segment, everything is verified but the seals, and no record can be read. */
    SegmentReader(
            SegmentHeader header, StorageFile file, String fullName, @Nullable SegmentCipher cipher, long firstLsn) {
        this.header = header;
        this.file = file;
        this.fullName = fullName;
        this.cipher = cipher;
        this.chain = new Chain(header.sealed(), firstLsn);
    }

    SegmentHeader header() {
        return header;
    }

    String fullName() {
        return fullName;
    }

    /** Where the segment stands after the frame just read. */
    Chain chain() {
        return chain;
    }

    /** Why {@link #next} found no frame. */
    String problem() {
        return problem;
    }

    /**
     * Reads the next frame.
     *
     * @return its header, or {@code null} if no intact frame stands there; see {@link #problem}
     * @throws CorruptLogException if a frame stands there that was written whole but does not belong there
     */
    @Nullable
    FrameHeader next() {
        frame = null;
        long at = chain.end();
        if (at + FRAME_HEADER_BYTES > header.capacity()) {
            problem = "the end of the segment";
            return null;
        }
        if (!load(at, FRAME_HEADER_BYTES)) {
            problem = "the end of the file";
            return null;
        }
        FrameHeader found = FrameHeader.decode(window, (int) (at - windowStart), header.salt(), at);
        if (found == null) {
            problem = Bytes.isZero(window, (int) (at - windowStart), (int) (at - windowStart) + FRAME_HEADER_BYTES)
                    ? "zeros"
                    : "bytes that are no frame header of this segment";
            return null;
        }
        checkPlace(found);
        if (!load(at, found.frameLength())) {
            problem = "a frame cut off by the end of the file";
            return null;
        }
        frameAt = (int) (at - windowStart);
        if (!readBody(found)) {
            return null;
        }
        chain.advance(found, found.headerCrc(), window, frameAt);
        frame = found;
        return found;
    }

    /** The body of the frame just read, opened. Valid until the next call of {@link #next}. */
    byte[] body() {
        return body;
    }

    int bodyAt() {
        return bodyAt;
    }

    int bodyEnd() {
        return bodyAt + bodyLength;
    }

    /** Whether the records of the frame just read can be read; not so if it is sealed and there is no key. */
    boolean readable() {
        return frame != null && (cipher != null || !header.sealed());
    }

    LinkBody link() {
        return LinkBody.decode(body, bodyAt);
    }

    @Override
    public void close() {
        try (file) {
            if (cipher != null) {
                cipher.close();
            }
        }
    }

    /** A header whose checksum fits was written whole: if it contradicts its place, no crash can have left it there. */
    private void checkPlace(FrameHeader found) {
        long end = found.end();
        boolean control = found.isControl();
        String wrong = null;
        if (found.frameLength() < FRAME_HEADER_BYTES + overhead() || end > header.capacity() || end % ALIGNMENT != 0) {
            wrong = "frame length " + found.frameLength();
        } else if (found.frameNumber() != chain.frames()) {
            wrong = "frame number " + found.frameNumber() + " instead of " + chain.frames();
        } else if (found.previousLength() != chain.previousLength()
                || found.previousHeaderCrc() != chain.previousHeaderCrc()) {
            wrong = "a link to another frame before it";
        } else if (found.firstLsn() != chain.nextLsn()) {
            wrong = "record " + found.firstLsn() + " instead of " + chain.nextLsn();
        } else if ((found.flags() & ~KNOWN_FLAGS) != 0 || found.is(ENCRYPTED) != header.sealed()) {
            wrong = "flags " + Integer.toHexString(found.flags());
        } else if (found.recordCount() < 0 || control != (found.recordCount() == 0)) {
            wrong = found.recordCount() + " records";
        } else if (found.durableLsn() >= found.firstLsn()) {
            wrong = "durable record " + found.durableLsn() + " before it was written";
        } else if (found.is(LINK) != (chain.frames() == 0)) {
            wrong = chain.frames() == 0 ? "no LINK at the segment's start" : "a LINK in the middle";
        }
        if (wrong != null) {
            throw new CorruptLogException(
                    fullName,
                    found.selfOffset(),
                    chain.nextLsn(),
                    "a frame that continues the one before it",
                    wrong,
                    "a frame header with a right checksum cannot be left by a crash");
        }
    }

    private boolean readBody(FrameHeader found) {
        int stored = frameAt + FRAME_HEADER_BYTES;
        int length = found.storedBodyLength();
        if (header.sealed()) {
            if (Bytes.crc(window, stored, length) != found.bodyCrc()) {
                problem = "a frame whose body has a wrong checksum";
                return false;
            }
            return openSealed(found, stored, length);
        }
        body = window;
        bodyAt = stored;
        bodyLength = length;
        if (found.isControl()) {
            if (Bytes.crc(window, stored, length) != found.bodyCrc()) {
                problem = "a frame whose body has a wrong checksum";
                return false;
            }
            return true;
        }
        return verifyRecords(found, true);
    }

    private boolean openSealed(FrameHeader found, int stored, int length) {
        boolean control = found.isControl();
        bodyLength = length - Sealing.FRAME_OVERHEAD;
        if (control) {
            body = window;
            bodyAt = stored + SegmentCipher.HEDGE_BYTES;
        }
        if (cipher == null) {
            return true;
        }
        byte[] authenticated = new byte[FRAME_HEADER_BYTES];
        found.encode(authenticated, 0);
        boolean authentic;
        if (control) {
            authentic = cipher.verify(found.frameNumber(), authenticated, chain.tag(), window, stored, length);
        } else {
            body = body == window || body.length < bodyLength ? new byte[bodyLength] : body;
            bodyAt = 0;
            authentic = cipher.open(found.frameNumber(), authenticated, chain.tag(), window, stored, length, body, 0);
        }
        if (!authentic) {
            throw new TamperedLogException(fullName, found.selfOffset(), chain.nextLsn());
        }
        if (!control && !verifyRecords(found, false)) {
            throw new TamperedLogException(fullName, found.selfOffset(), chain.nextLsn());
        }
        return true;
    }

    private boolean verifyRecords(FrameHeader found, boolean plain) {
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        int at = bodyAt;
        for (int i = 0; i < found.recordCount(); i++) {
            int length = RecordCodec.verify(body, at, bodyEnd());
            if (length == 0) {
                problem = "a frame whose record " + (found.firstLsn() + i) + " has a wrong checksum";
                return false;
            }
            crc.update(body, at + RECORD_CRC, 4);
            at += length;
        }
        if (at != bodyEnd() || (plain && (int) crc.getValue() != found.bodyCrc())) {
            problem = "a frame whose records do not make up its body";
            return false;
        }
        return true;
    }

    private int overhead() {
        return header.sealed() ? Sealing.FRAME_OVERHEAD : 0;
    }

    /** Brings a range of the file into the window; false if the file ends before. */
    private boolean load(long from, int length) {
        if (from >= windowStart && from + length <= windowStart + windowLength) {
            return true;
        }
        if (window.length < length) {
            window = new byte[length];
        }
        ByteBuffer target = ByteBuffer.wrap(window);
        long limit = Math.min(window.length, header.capacity() - from);
        target.limit((int) Math.max(length, limit));
        windowStart = from;
        windowLength = 0; // should the read throw, nothing in the window may be used
        windowLength = file.readFully(target, from);
        return windowLength >= length;
    }
}
