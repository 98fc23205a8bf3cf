// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.crypto.SegmentCipher;
import io.duramen.wal.spi.SegmentDigest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Where a segment stands after its last frame: everything the next frame, or the next segment's LINK, is bound to. */
final class Chain {
    private final @Nullable MessageDigest digest;
    private final byte[] tag = new byte[SegmentCipher.TAG_BYTES];
    private long end = SegmentLayout.HEADER_BYTES;
    private long frames;
    private int previousLength;
    private int previousHeaderCrc;
    private long nextLsn;

    Chain(boolean sealed, long nextLsn) {
        this.digest = sealed ? sha256() : null;
        this.nextLsn = nextLsn;
    }

    private Chain(Chain other) {
        this.digest = other.digest == null ? null : cloneOf(other.digest);
        System.arraycopy(other.tag, 0, tag, 0, tag.length);
        this.end = other.end;
        this.frames = other.frames;
        this.previousLength = other.previousLength;
        this.previousHeaderCrc = other.previousHeaderCrc;
        this.nextLsn = other.nextLsn;
    }

    Chain copy() {
        return new Chain(this);
    }

    /** Goes past a frame whose stored bytes, header first, stand in an array. */
    void advance(FrameHeader header, int headerCrc, byte[] stored, int at) {
        advance(header.frameLength(), header.recordCount(), headerCrc, stored, at);
    }

    /** As above, for a frame that is just being written here. */
    void advance(int frameLength, int records, int headerCrc, byte[] stored, int at) {
        if (digest != null) {
            digest.update(stored, at, frameLength);
            System.arraycopy(stored, at + frameLength - tag.length, tag, 0, tag.length);
        }
        end += frameLength;
        frames++;
        previousLength = frameLength;
        previousHeaderCrc = headerCrc;
        nextLsn += records;
    }

    /** Goes past a frame of which only the header was read; not for sealed segments. */
    void advance(int frameLength, int records, int headerCrc) {
        if (digest != null) {
            throw new IllegalStateException("the digest of a sealed segment needs every byte");
        }
        advance(frameLength, records, headerCrc, new byte[0], 0);
    }

    long end() {
        return end;
    }

    long frames() {
        return frames;
    }

    int previousLength() {
        return previousLength;
    }

    int previousHeaderCrc() {
        return previousHeaderCrc;
    }

    long nextLsn() {
        return nextLsn;
    }

    byte[] tag() {
        return tag;
    }

    /** SHA-256 over the frames so far, zeros if the segment is not sealed. */
    byte[] digestSoFar() {
        return digest == null
                ? new byte[LinkBody.DIGEST_BYTES]
                : cloneOf(digest).digest();
    }

    /** The frames so far as an anchor keeps them; the segment is sealed. */
    SegmentDigest frames(long segment) {
        return new SegmentDigest(segment, end, HexFormat.of().formatHex(digestSoFar()));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static MessageDigest cloneOf(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the platform's SHA-256 can be cloned", impossible);
        }
    }
}
