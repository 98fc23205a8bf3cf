// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import java.util.List;

/** When a checkpoint is written whole, and when the deltas on a base are worth another base. */
final class MergePolicy {
    /** With more deltas than this on a base, they are merged with it. */
    static final int MAX_DELTAS = 8;

    private MergePolicy() {}

    /** Tells whether the deltas of a checkpoint are too many, or together larger than half of their base. */
    static boolean isMergeDue(List<CheckpointFile> files) {
        if (files.size() < 2) {
            return false;
        }
        List<CheckpointFile> deltas = files.subList(1, files.size());
        long bytes = deltas.stream().mapToLong(CheckpointFile::length).sum();
        return deltas.size() > MAX_DELTAS || bytes > files.get(0).length() / 2;
    }

    /**
     * Returns how large a delta may be, in bytes before sealing: half of its base. With more a whole state costs no more than
     * in proportion to what changed. Returns 0 if there is no base yet, or if the manifest has no room for another delta.
     */
    static long largestDelta(List<CheckpointFile> files) {
        return files.isEmpty() || files.size() >= ManifestCodec.MAX_FILES
                ? 0
                : files.get(0).length() / 2;
    }
}
