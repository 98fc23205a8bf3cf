// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto;

import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * Somebody who keeps things on a disk that are sealed under a keyring: a log, the checkpoints of a store. Its keys are renewed
 * by a {@link KeyRotation} while it is in use.
 *
 * <p><b>Thread safety:</b> one thread at a time, whatever other threads do with the log or the store meanwhile.
 */
public interface KeyHolder {

    /**
     * Returns whose keys these are.
     *
     * @return the identity of the log or the store
     */
    UUID id();

    /**
     * Sees to it that nothing is sealed any more under a key that was made before this was called; waits for what is on its way.
     *
     * @return the last segment that may be under an epoch that is closed now; empty if there are no segments
     */
    Optional<Long> renew();

    /**
     * Re-wraps one key that is not under the active epoch, durably, before the old wrapping goes.
     *
     * @param pace told how many bytes will be written, before they are; returns when they may be
     * @return how many bytes were written; 0 if nothing is left that can be re-wrapped
     */
    long rewrapNext(LongConsumer pace);

    /**
     * Seals one thing anew whose data key was made before the active epoch began, under a key made now; durably, and read back,
     * before what was there goes.
     *
     * @param pace told how many bytes will be written, before they are; returns when they may be
     * @return how many bytes were written; 0 if nothing is left that can be sealed anew
     */
    long reencryptNext(LongConsumer pace);

    /**
     * Counts what needs which epoch's key, by what stands on the disk now.
     *
     * @return the files
     */
    KeyUse count();
}
