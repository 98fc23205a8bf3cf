// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

/** How a log's groups get to the device. Reading always goes through the page cache. */
public enum WritePath {
    /** The default: through the page cache, with a sync. A caller who finds nobody writing writes his own record. */
    BUFFERED,
    /**
     * Past the page cache, in blocks of 4096 bytes, each write durable when it returns and never followed by a sync ({@code O_DIRECT} with {@code O_DSYNC}).
     * A failed write leaves no page that looks written, and no later write touches a block in which something is durable. In
     * return every group fills its last block up, and only the log's own thread writes, so that a lone append costs a
     * handover between threads. Where the system or the file system has no direct writes, the log does not open: {@link
     * DirectWritesRefusedException}.
     */
    DIRECT,
    /**
     * Whichever is faster here: at each open both are tried in turn on a small file of the log's directory, for 64 rounds or
     * a fifth of a second at most, and direct writes are taken if their median is at least a tenth lower. {@link
     * WalMetrics#writePath} tells the outcome.
     */
    PROBED
}
