// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.spi;

import io.duramen.wal.RollbackDetectedException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a log had come, as an {@link Anchor} remembers it.
 *
 * @param logId the log, which gives a store its identity too
 * @param keyringGeneration the generation of the keyring that sealed it, 0 if it was not sealed
 * @param lsn its last durable record; of a store, its last transaction
 * @param digest what stands for the history up to there, in 64 lower-case hexadecimal digits: of a store its root, of a log the
 *     digest of that record; {@code null} if only the number is known
 */
public record AnchorMark(
        UUID logId,
        long keyringGeneration,
        long lsn,
        @Nullable String digest) {

    /** Checks the numbers and the digest. */
    public AnchorMark {
        if (keyringGeneration < 0 || lsn < 0) {
            throw new IllegalArgumentException(
                    "no number of a mark is negative: generation " + keyringGeneration + ", record " + lsn);
        }
        if (digest != null && !digest.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a digest has 64 lower-case hexadecimal digits, is " + digest);
        }
    }

    /**
     * Tells whether an anchor with this mark has something to learn from another one of the same log.
     *
     * @param other the other
     * @return {@code true} if the other one is further on
     */
    public boolean isBehind(AnchorMark other) {
        return other.lsn > lsn || (other.lsn == lsn && other.keyringGeneration > keyringGeneration);
    }

    /**
     * Refuses what has not come as far as this mark.
     *
     * @param place what is being opened, for people
     * @param found how far it has come
     * @throws RollbackDetectedException if that is another log, or an older state of this one or of its keyring
     */
    public void requireReached(String place, AnchorMark found) {
        if (!found.logId.equals(logId)) {
            throw new RollbackDetectedException(place, this, found, "log " + logId, "log " + found.logId);
        }
        if (found.lsn < lsn) {
            throw new RollbackDetectedException(
                    place, this, found, "everything up to record " + lsn, "an end at record " + found.lsn);
        }
        if (found.keyringGeneration < keyringGeneration) {
            throw new RollbackDetectedException(
                    place,
                    this,
                    found,
                    "a keyring of generation " + keyringGeneration + " or later",
                    "generation " + found.keyringGeneration);
        }
    }

    /**
     * Refuses a history that is not the one this mark stands for. Does nothing if the mark holds no digest.
     *
     * @param place what is being opened, for people
     * @param found how far it has come
     * @param digestThere what stands for its history up to this mark's record
     * @throws RollbackDetectedException if that is not the digest of this mark
     */
    public void requireDigest(String place, AnchorMark found, String digestThere) {
        if (digest != null && !digest.equals(digestThere)) {
            throw new RollbackDetectedException(
                    place, this, found, digest + " at record " + lsn, digestThere + ": another history");
        }
    }
}
