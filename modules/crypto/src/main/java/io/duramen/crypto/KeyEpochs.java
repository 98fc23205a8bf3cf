// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The epochs of a keyring: the port through which a {@link KeyRotation} renews keys it never sees.
 *
 * <p>To re-wrap is to wrap the key of a segment or a file once more, under the epoch that is active: what it seals stays as it
 * is. A wrapped key that is under the active epoch already is given back unchanged, once it is found to open.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread.
 */
public interface KeyEpochs {

    /**
     * Returns the epochs, those whose keys are gone included.
     *
     * @return the epochs, oldest first; the last one is active
     */
    List<KeyEpoch> all();

    /**
     * Closes the active epoch and starts the next. Durable when this returns, before anything is sealed under it.
     *
     * @param reason why, at most 256 characters; stored in clear
     * @return the number of the new epoch
     */
    int start(String reason);

    /**
     * Notes in every closed epoch where a log goes on under a later one, unless it was noted before. Segments of higher numbers
     * are refused from now on if they are under such an epoch: whoever knows its key cannot add any.
     *
     * @param log the log
     * @param lastSegment the last segment that may be under an epoch that is closed now
     */
    void close(UUID log, long lastSegment);

    /**
     * Removes the key of a closed epoch, durably. What is still sealed under it can never be opened again: count first, on the
     * disk.
     *
     * @param epoch the epoch's number; nothing happens if its key is gone already
     * @param counted the logs and stores in which nothing was found that needs it
     * @throws IllegalArgumentException if it is active, or there is no such epoch
     * @throws IllegalStateException if this keyring has sealed or opened something of a log that was not counted
     */
    void destroy(int epoch, Set<UUID> counted);

    /**
     * Tells under which epoch a crypto slot stands, without opening it.
     *
     * @param segment the segment, for errors
     * @param slot {@value Sealing#SLOT_BYTES} bytes; not moved
     * @return the epoch's number
     * @throws SealException if the slot is empty or damaged
     */
    int ofSegment(SegmentIdentity segment, ByteBuffer slot);

    /**
     * Re-wraps a segment's key.
     *
     * @param segment the segment, as its header says
     * @param slot {@value Sealing#SLOT_BYTES} bytes; not moved
     * @return the slot that takes its place, {@value Sealing#SLOT_BYTES} bytes
     * @throws SealException as {@link Sealing#openSegment} says
     */
    ByteBuffer rewrap(SegmentIdentity segment, ByteBuffer slot);

    /**
     * Tells whether a segment's key is older than the epoch that its crypto slot stands under, without opening it.
     *
     * @param segment the segment, for errors
     * @param slot {@value Sealing#SLOT_BYTES} bytes; not moved
     * @return {@code true} if the key was re-wrapped, {@code false} if it was made under that epoch
     * @throws SealException if the slot is empty or damaged
     */
    boolean isRewrapped(SegmentIdentity segment, ByteBuffer slot);

    /**
     * Tells under which epoch a sealed file stands, without opening it.
     *
     * @param name what the file is, for errors
     * @param header its first {@link Sealing#streamHeaderBytes} bytes
     * @return the epoch's number
     * @throws SealException if they are no such header, or damaged
     */
    int ofStream(String name, byte[] header);

    /**
     * Tells whether the key of a sealed file is older than the epoch that the file stands under, without opening it.
     *
     * @param name what the file is, for errors
     * @param header its first {@link Sealing#streamHeaderBytes} bytes
     * @return {@code true} if the key was re-wrapped, {@code false} if it was made under that epoch
     * @throws SealException if they are no such header, or damaged
     */
    boolean isRewrappedStream(String name, byte[] header);

    /**
     * Re-wraps the key of a sealed file.
     *
     * @param context what the file is, as given when it was sealed
     * @param header its first {@link Sealing#streamHeaderBytes} bytes
     * @return the bytes that take their place
     * @throws SealException as {@link Sealing#openStream} says
     */
    byte[] rewrapStream(String context, byte[] header);
}
