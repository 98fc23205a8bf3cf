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
 * @param frames the frames of its newest segment, as far as they were durable: at least those of that record, or all of a
 *     segment before if it was just begun; {@code null} if it is not sealed, or only the number is known
 */
public record AnchorMark(
        UUID logId,
        long keyringGeneration,
        long lsn,
        @Nullable String digest,
        @Nullable SegmentDigest frames) {

    /** Checks the numbers and the digest. */
    public AnchorMark {
        if (keyringGeneration < 0 || lsn < 0) {
            throw new IllegalArgumentException(
                    "no number of a mark is negative: generation " + keyringGeneration + ", record " + lsn);
        }
        if (digest != null) {
            requireDigest(digest);
        }
    }

    /**
     * Creates a mark that says nothing of frames.
     *
     * @param logId the log
     * @param keyringGeneration the generation of its keyring, 0 if it was not sealed
     * @param lsn its last durable record or transaction
     * @param digest what stands for the history up to there, or {@code null}
     */
    public AnchorMark(UUID logId, long keyringGeneration, long lsn, @Nullable String digest) {
        this(logId, keyringGeneration, lsn, digest, null);
    }

    static void requireDigest(String digest) {
        if (!digest.matches("[0-9a-f]{64}")) {
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
        if (other.lsn != lsn) {
            return other.lsn > lsn;
        }
        return other.keyringGeneration > keyringGeneration || (other.frames != null && isBehind(other.frames));
    }

    private boolean isBehind(SegmentDigest others) {
        return frames == null || frames.isBehind(others);
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
