// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

/** Who writes a log's groups to the device. */
public enum WriterMode {
    /**
     * The default. A caller who finds nobody writing writes his own record, where the system lets him do so interrupted; a
     * thread of the log's own writes the groups that gather meanwhile, and whatever nobody waits for. An interrupt never
     * reaches a file.
     */
    THREAD,
    /**
     * The waiting caller writes and syncs, one at a time; the log has no thread. For single-threaded tools and for tests that
     * replay. An interrupt of a caller while it writes fails the log.
     */
    CALLER
}
