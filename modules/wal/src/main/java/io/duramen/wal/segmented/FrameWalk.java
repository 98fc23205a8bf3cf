// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.SegmentLayout.*;

import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentCipher;
import io.duramen.storage.StorageFile;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.TamperedLogException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a segment's frames in order and verifies each, in place and once, against the frame before it. It only says
 * what it finds, not what that means. Makes no object for a frame. Not thread-safe.
 */
final class FrameWalk implements AutoCloseable {
    /** For {@code firstLsn}: whatever the segment begins with. */
    static final long ANY = -1;

    private final SegmentHeader header;
    private final String fullName;
    private final @Nullable SegmentCipher cipher;
    private final Window window;
    private final CRC32C crc = new CRC32C();
    private byte[] recordCrcs = new byte[4 << 10];
    private long limit;

    // where the walk stands: behind the frame just read
    private long end = HEADER_BYTES;
    private long frames;
    private int previousLength;
    private int previousHeaderCrc;
    private long nextLsn;
    private final byte[] tag = new byte[SegmentCipher.TAG_BYTES];

    // the frame just read
    private int frameAt;
    private boolean verified;
    private byte[] body = new byte[0];
    private int bodyAt;
    private int bodyLength;
    private byte[] opened = new byte[0];
    private String problem = "";

    /** Without a cipher for a sealed segment, everything is verified but the seals, and no record can be read. */
    FrameWalk(SegmentHeader header, StorageFile file, String fullName, @Nullable SegmentCipher cipher, long firstLsn) {
        this.header = header;
        this.fullName = fullName;
        this.cipher = cipher;
        this.window = new Window(file);
        this.limit = header.capacity();
        this.nextLsn = firstLsn;
    }

    SegmentHeader header() {
        return header;
    }

    String fullName() {
        return fullName;
    }

    /** Never looks at or behind this place: what stands there may still be written. The segment's end unless set. */
    void limit(long place) {
        limit = place;
    }

    /** Reads through a mapping from now on, where the storage can. */
    void map() {
        window.map(header.capacity());
    }

    /** Looks at the file again, because somebody may have written to it. */
    void refresh() {
        window.forget();
    }

    Window window() {
        return window;
    }

    /**
     * Goes past the next frame.
     *
     * @return whether an intact frame stands there; if not, see {@link #problem}
     * @throws CorruptLogException if a frame stands there that was written whole but does not belong there
     */
    boolean next() {
        verified = false;
        if (!peek()) {
            return false;
        }
        int length = frameLength();
        if (!load(length)) {
            problem = "a frame cut off by the end of the file";
            return false;
        }
        frameAt = window.index(end);
        if (!readBody()) {
            return false;
        }
        if (header.sealed()) {
            System.arraycopy(window.bytes(), frameAt + length - tag.length, tag, 0, tag.length);
        }
        advance(length);
        verified = true;
        return true;
    }

    /** Goes past the next frame without a look at its body. */
    boolean skim() {
        verified = false;
        if (!peek()) {
            return false;
        }
        advance(frameLength());
        return true;
    }

    /** Looks at the next frame's header only; the questions about a frame are then answered for it. */
    boolean peek() {
        if (end + FRAME_HEADER_BYTES > limit) {
            problem = "the end of the segment";
            return false;
        }
        if (!load(FRAME_HEADER_BYTES)) {
            problem = "the end of the file";
            return false;
        }
        frameAt = window.index(end);
        if (!isHeader(window.bytes(), frameAt)) {
            problem = Bytes.isZero(window.bytes(), frameAt, frameAt + FRAME_HEADER_BYTES)
                    ? "zeros"
                    : "bytes that are no frame header of this segment";
            return false;
        }
        if (nextLsn == ANY) {
            nextLsn = firstLsn();
        }
        checkPlace();
        return true;
    }

    /** The next frame's bytes. A re-encrypted segment that is damaged does not know which record it is in; here it is known. */
    private boolean load(int length) {
        try {
            return window.load(end, length, limit);
        } catch (CorruptLogException e) {
            throw ResealedFile.at(nextLsn, e);
        }
    }

    private void advance(int length) {
        previousLength = length;
        previousHeaderCrc = headerCrc();
        nextLsn = firstLsn() + recordCount();
        end += length;
        frames++;
    }

    // ---- where the walk stands

    long end() {
        return end;
    }

    long frames() {
        return frames;
    }

    int previousHeaderCrc() {
        return previousHeaderCrc;
    }

    /** The number of the record behind the frame just read. */
    long nextLsn() {
        return nextLsn;
    }

    /** The tag of the frame just read, zeros if the segment is not sealed. */
    byte[] tag() {
        return tag;
    }

    /** Why there was no frame. */
    String problem() {
        return problem;
    }

    // ---- the frame just read, or looked at

    int headerCrc() {
        return Bytes.getInt(window.bytes(), frameAt + HEADER_CRC);
    }

    int frameLength() {
        return Bytes.getInt(window.bytes(), frameAt + FRAME_LENGTH);
    }

    int bodyCrc() {
        return Bytes.getInt(window.bytes(), frameAt + BODY_CRC);
    }

    long firstLsn() {
        return Bytes.getLong(window.bytes(), frameAt + FIRST_LSN);
    }

    int recordCount() {
        return Bytes.getInt(window.bytes(), frameAt + RECORD_COUNT);
    }

    /** The codec's bits are above the flags': no codec is known yet, so that any is an unknown flag. */
    int flags() {
        return Bytes.getInt(window.bytes(), frameAt + FRAME_FLAGS);
    }

    long durableLsn() {
        return Bytes.getLong(window.bytes(), frameAt + DURABLE_LSN);
    }

    boolean isControl() {
        return (flags() & CONTROL) != 0;
    }

    /** The header as an object. */
    FrameHeader frame() {
        byte[] bytes = window.bytes();
        return new FrameHeader(
                headerCrc(),
                frameLength(),
                bodyCrc(),
                firstLsn(),
                recordCount(),
                flags(),
                durableLsn(),
                Bytes.getLong(bytes, frameAt + FRAME_NUMBER),
                Bytes.getLong(bytes, frameAt + SELF_OFFSET),
                Bytes.getInt(bytes, frameAt + PREVIOUS_LENGTH),
                Bytes.getInt(bytes, frameAt + PREVIOUS_HEADER_CRC));
    }

    /** Where the frame's stored bytes stand in the window, header first. */
    int frameAt() {
        return frameAt;
    }

    /** The body of the frame just read, opened. Valid until the walk goes on. */
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
        return verified && (cipher != null || !header.sealed());
    }

    @Override
    public void close() {
        try (window) {
            if (cipher != null) {
                cipher.close();
            }
        }
    }

    // ---- verification

    /** The checksum begins with the segment's salt, which takes the place of magic number and checksum for a moment. */
    private boolean isHeader(byte[] bytes, int at) {
        if (Bytes.getInt(bytes, at + FRAME_MAGIC) != FRAME_MAGIC_VALUE
                || Bytes.getLong(bytes, at + SELF_OFFSET) != end) {
            return false;
        }
        long kept = Bytes.getLong(bytes, at);
        Bytes.putLong(bytes, at, header.salt());
        int computed = crcOf(bytes, at, FRAME_HEADER_BYTES);
        Bytes.putLong(bytes, at, kept);
        return computed == headerCrc();
    }

    /** A header whose checksum fits was written whole: if it contradicts its place, no crash can have left it there. */
    private void checkPlace() {
        int length = frameLength();
        byte[] bytes = window.bytes();
        long number = Bytes.getLong(bytes, frameAt + FRAME_NUMBER);
        String wrong = null;
        if (length < FRAME_HEADER_BYTES + overhead()
                || end + length > header.capacity()
                || length % header.blockSize() != 0) {
            wrong = "frame length " + length;
        } else if (number != frames) {
            wrong = "frame number " + number + " instead of " + frames;
        } else if (Bytes.getInt(bytes, frameAt + PREVIOUS_LENGTH) != previousLength
                || Bytes.getInt(bytes, frameAt + PREVIOUS_HEADER_CRC) != previousHeaderCrc) {
            wrong = "a link to another frame before it";
        } else if (firstLsn() != nextLsn) {
            wrong = "record " + firstLsn() + " instead of " + nextLsn;
        } else if ((flags() & ~KNOWN_FLAGS) != 0 || ((flags() & ENCRYPTED) != 0) != header.sealed()) {
            wrong = "flags " + Integer.toHexString(flags());
        } else if (recordCount() < 0 || isControl() != (recordCount() == 0)) {
            wrong = recordCount() + " records";
        } else if (durableLsn() >= firstLsn()) {
            wrong = "durable record " + durableLsn() + " before it was written";
        } else if (((flags() & LINK) != 0) != (frames == 0)) {
            wrong = frames == 0 ? "no LINK at the segment's start" : "a LINK in the middle";
        }
        if (wrong != null) {
            throw new CorruptLogException(
                    fullName,
                    end,
                    nextLsn,
                    "a frame that continues the one before it",
                    wrong,
                    "a frame header with a right checksum cannot be left by a crash");
        }
    }

    private boolean readBody() {
        byte[] bytes = window.bytes();
        int stored = frameAt + FRAME_HEADER_BYTES;
        int length = frameLength() - FRAME_HEADER_BYTES;
        if ((header.sealed() || isControl()) && crcOf(bytes, stored, length) != bodyCrc()) {
            problem = "a frame whose body has a wrong checksum";
            return false;
        }
        if (header.sealed()) {
            openSealed(stored, length);
            return true;
        }
        body = bytes;
        bodyAt = stored;
        bodyLength = length;
        return isControl() || verifyRecords(true);
    }

    private void openSealed(int stored, int length) {
        byte[] bytes = window.bytes();
        bodyLength = length - Sealing.FRAME_OVERHEAD;
        if (isControl()) {
            body = bytes;
            bodyAt = stored + SegmentCipher.HEDGE_BYTES;
        }
        if (cipher == null) {
            return;
        }
        byte[] authenticated = new byte[FRAME_HEADER_BYTES];
        System.arraycopy(bytes, frameAt, authenticated, 0, FRAME_HEADER_BYTES);
        Bytes.putInt(authenticated, HEADER_CRC, 0);
        Bytes.putInt(authenticated, BODY_CRC, 0);
        boolean authentic;
        if (isControl()) {
            authentic = cipher.verify(frames, authenticated, tag, bytes, stored, length);
        } else {
            opened = opened.length < bodyLength ? new byte[bodyLength] : opened;
            body = opened;
            bodyAt = 0;
            authentic = cipher.open(frames, authenticated, tag, bytes, stored, length, body, 0) && verifyRecords(false);
        }
        if (!authentic) {
            throw new TamperedLogException(fullName, end, nextLsn);
        }
    }

    private boolean verifyRecords(boolean plain) {
        int count = recordCount();
        if (count > bodyLength / RECORD_HEADER_BYTES) {
            problem = "a frame whose records do not make up its body";
            return false;
        }
        if (plain && recordCrcs.length < 4 * count) {
            recordCrcs = new byte[4 * count];
        }
        int bodyEnd = bodyEnd();
        int at = bodyAt;
        for (int i = 0; i < count; i++) {
            int length = RecordView.verify(body, at, bodyEnd, crc);
            if (length == 0) {
                problem = "a frame whose record " + (firstLsn() + i) + " has a wrong checksum";
                return false;
            }
            if (plain) {
                Bytes.putInt(recordCrcs, 4 * i, Bytes.getInt(body, at + RECORD_CRC));
            }
            at += length;
        }
        if (bodyEnd - at >= header.blockSize() || (plain && crcOf(recordCrcs, 0, 4 * count) != bodyCrc())) {
            problem = "a frame whose records do not make up its body";
            return false;
        }
        if (!Bytes.isZero(body, at, bodyEnd)) {
            problem = "a frame whose padding is not zero";
            return false;
        }
        bodyLength = at - bodyAt;
        return true;
    }

    private int crcOf(byte[] bytes, int at, int length) {
        crc.reset();
        crc.update(bytes, at, length);
        return (int) crc.getValue();
    }

    private int overhead() {
        return header.sealed() ? Sealing.FRAME_OVERHEAD : 0;
    }
}
