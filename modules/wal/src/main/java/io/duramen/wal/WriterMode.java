// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

/** Who writes a log's groups to the device. */
public enum WriterMode {
    /** The default. A thread of the log's own writes and syncs; callers wait for it, so that no interrupt reaches a file. */
    THREAD,
    /**
     * The waiting caller writes and syncs, one at a time; the log has no thread. For single-threaded tools and for tests that
     * replay. An interrupt of a caller while it writes fails the log.
     */
    CALLER
}
