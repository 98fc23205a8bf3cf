// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto;

/**
 * Seals and opens the frames of one segment with AES-256-GCM.
 *
 * <p>The stored form of a body is {@code hedge 8 | body | tag 16}. The nonce is the segment's base nonce XOR (frame number
 * as 32 bits || hedge); the hedge is read fresh from the kernel for every frame. Associated data are the frame's header of 64
 * bytes with both checksum fields zeroed, the hedge and the tag of the frame before it, so that frames cannot be moved,
 * dropped or repeated unseen.
 *
 * <p><b>Thread safety:</b> none; one thread at a time.
 */
public interface SegmentCipher extends AutoCloseable {

    /** The size of a tag in bytes. */
    int TAG_BYTES = 16;

    /** The size of the hedge in bytes. */
    int HEDGE_BYTES = 8;

    /**
     * Seals a frame's body: encrypts it and authenticates it together with the header.
     *
     * @param frameNumber the frame's index in the segment, used once for sealing by this cipher
     * @param header the frame's header, its checksum fields zero
     * @param previousTag the tag of the frame before, zeros for the first
     * @param body the array that holds the body
     * @param offset where the body starts
     * @param length its length in bytes
     * @param out receives {@code length + }{@value Sealing#FRAME_OVERHEAD} bytes; not the same array as {@code body}
     * @param outOffset where they start
     */
    void seal(
            long frameNumber,
            byte[] header,
            byte[] previousTag,
            byte[] body,
            int offset,
            int length,
            byte[] out,
            int outOffset);

    /**
     * Authenticates the body of a control frame together with the header, and leaves it readable without keys.
     *
     * <p>The parameters are those of {@link #seal}; the stored form is the same with the body in clear.
     *
     * @param frameNumber the frame's index in the segment, used once for sealing by this cipher
     * @param header the frame's header, its checksum fields zero
     * @param previousTag the tag of the frame before, zeros for the first
     * @param body the array that holds the body
     * @param offset where the body starts
     * @param length its length in bytes
     * @param out receives {@code length + }{@value Sealing#FRAME_OVERHEAD} bytes; not the same array as {@code body}
     * @param outOffset where they start
     */
    void authenticate(
            long frameNumber,
            byte[] header,
            byte[] previousTag,
            byte[] body,
            int offset,
            int length,
            byte[] out,
            int outOffset);

    /**
     * Opens a sealed body.
     *
     * @param frameNumber the frame's index in the segment
     * @param header the frame's header, its checksum fields zero
     * @param previousTag the tag of the frame before, zeros for the first
     * @param stored the array that holds {@code hedge | ciphertext | tag}
     * @param offset where they start
     * @param length their length in bytes, at least {@value Sealing#FRAME_OVERHEAD}
     * @param out receives the body, {@code length - }{@value Sealing#FRAME_OVERHEAD} bytes
     * @param outOffset where it starts
     * @return {@code true} if the frame is authentic; if not, nothing in {@code out} may be used
     */
    boolean open(
            long frameNumber,
            byte[] header,
            byte[] previousTag,
            byte[] stored,
            int offset,
            int length,
            byte[] out,
            int outOffset);

    /**
     * Checks a control frame's body, stored in clear.
     *
     * @param frameNumber the frame's index in the segment
     * @param header the frame's header, its checksum fields zero
     * @param previousTag the tag of the frame before, zeros for the first
     * @param stored the array that holds {@code hedge | body | tag}
     * @param offset where they start
     * @param length their length in bytes, at least {@value Sealing#FRAME_OVERHEAD}
     * @return {@code true} if the frame is authentic
     */
    boolean verify(long frameNumber, byte[] header, byte[] previousTag, byte[] stored, int offset, int length);

    /** Forgets the key. Closing twice does nothing; using the cipher afterwards throws {@link IllegalStateException}. */
    @Override
    void close();
}
