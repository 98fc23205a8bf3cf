// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

/**
 * What compressing segments has come to since the log was opened; see {@link WalOptions.Builder#compressRotated}.
 *
 * @param segments how many were compressed
 * @param plainBytes the bytes they took before
 * @param storedBytes the bytes they took then
 */
public record WalCompression(long segments, long plainBytes, long storedBytes) {

    /** Nothing was compressed. */
    public static final WalCompression NONE = new WalCompression(0, 0, 0);

    /**
     * Counts one more segment.
     *
     * @param plain the bytes it took before
     * @param stored the bytes it takes now
     * @return the sum
     */
    public WalCompression and(long plain, long stored) {
        return new WalCompression(segments + 1, plainBytes + plain, storedBytes + stored);
    }
}
