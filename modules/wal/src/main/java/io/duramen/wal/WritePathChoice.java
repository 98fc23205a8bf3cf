// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.time.Duration;

/**
 * How a log's groups are written since it was opened, and why.
 *
 * @param path {@link WritePath#BUFFERED} or {@link WritePath#DIRECT}
 * @param reason the same in words
 * @param rounds how often each way was timed; 0 if that was not asked for or not possible
 * @param buffered the median of a write of one block through the page cache, with its sync; zero without rounds
 * @param direct the median of a direct write of one block; zero without rounds
 */
public record WritePathChoice(WritePath path, String reason, int rounds, Duration buffered, Duration direct) {

    /**
     * The ordinary path, not measured.
     *
     * @param reason why
     * @return the choice
     */
    public static WritePathChoice buffered(String reason) {
        return new WritePathChoice(WritePath.BUFFERED, reason, 0, Duration.ZERO, Duration.ZERO);
    }

    /**
     * Tells whether groups are written past the page cache.
     *
     * @return {@code true} if so
     */
    public boolean isDirect() {
        return path == WritePath.DIRECT;
    }
}
