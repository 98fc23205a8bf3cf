// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/**
 * Seals what is written and opens what is read: the port through which the log and the store use keys they never see.
 *
 * <p><b>Thread safety:</b> safe for use from any thread; the ciphers it returns are not.
 */
public interface Sealing {

    /** The size of a crypto slot in a segment header, in bytes. */
    int SLOT_BYTES = 512;

    /** What a sealed frame is longer than its plaintext: 8 bytes of hedge before it, a tag of 16 bytes behind it. */
    int FRAME_OVERHEAD = 24;

    /**
     * Makes a fresh random key for a segment about to be written. The key is never used for another file or another arming
     * of the same file, so no counter has to survive a crash.
     *
     * @param segment the segment
     * @return the cipher and the slot that lets the segment be opened again
     */
    NewSegment newSegment(SegmentIdentity segment);

    /**
     * Opens a segment.
     *
     * @param segment the segment, as its header says
     * @param slot the {@value #SLOT_BYTES} bytes of one crypto slot
     * @return its cipher, good for opening frames only
     * @throws SealException if the slot is damaged, belongs to another segment or log, or needs a key this keyring lacks
     */
    SegmentCipher openSegment(SegmentIdentity segment, ByteBuffer slot);

    /**
     * Seals a whole file, for instance a checkpoint, as a stream of chunks that can only be read complete and in order.
     *
     * @param context what the file is, bound into the key; the same value opens it
     * @param out receives the sealed bytes
     * @return a stream to write the plaintext to; closing it writes the end and closes {@code out}
     * @throws java.io.IOException if {@code out} fails
     */
    java.io.OutputStream sealStream(String context, java.io.OutputStream out) throws java.io.IOException;

    /**
     * Opens a sealed file.
     *
     * @param context what the file is, as given when it was sealed
     * @param in gives the sealed bytes
     * @return a stream of the plaintext, which throws {@link SealException} where the file was altered or cut off
     * @throws java.io.IOException if {@code in} fails
     */
    java.io.InputStream openStream(String context, java.io.InputStream in) throws java.io.IOException;

    /**
     * Computes a message authentication code under a key derived for one purpose.
     *
     * @param purpose what the code is for, for instance {@code manifest}
     * @param message the message
     * @return 32 bytes
     */
    byte[] mac(String purpose, byte[] message);

    /**
     * Tells whether a code was made under a key of this keyring: the one in force, or one before it that is still accepted. What
     * is written anew always gets the code of {@link #mac}.
     *
     * @param purpose what the code is for
     * @param message the message
     * @param code the code
     * @return {@code true} if it is authentic; compared in constant time
     */
    default boolean isAuthentic(String purpose, byte[] message, byte[] code) {
        return java.security.MessageDigest.isEqual(code, mac(purpose, message));
    }

    /**
     * Returns the identity of the keyring, recorded in what it seals.
     *
     * @return the keyring's identity
     */
    UUID keyringId();

    /**
     * Returns the keyring's generation, which grows with each change of slots, epochs or devices.
     *
     * @return a number from 1
     */
    long generation();

    /**
     * Tells how long the header of a sealed file is, which holds the wrapped key and nothing that the key seals. Digests of
     * sealed files leave it out, so that it can be written anew when the key is re-wrapped.
     *
     * @return a number of bytes; 0 if there is no such header
     */
    default int streamHeaderBytes() {
        return 0;
    }

    /**
     * Returns the epochs under which keys are wrapped.
     *
     * @return the epochs; empty if there are none, and keys cannot be rotated
     */
    default Optional<KeyEpochs> epochs() {
        return Optional.empty();
    }

    /**
     * A segment's cipher together with the slot to be written into its header.
     *
     * @param cipher seals the segment's frames
     * @param slot {@value Sealing#SLOT_BYTES} bytes
     */
    record NewSegment(SegmentCipher cipher, ByteBuffer slot) {}
}
