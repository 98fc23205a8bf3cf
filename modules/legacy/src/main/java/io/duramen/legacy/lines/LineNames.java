// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

/** The names of a log's files. Those in {@code wal} are the predecessors'. */
final class LineNames {
    static final String DIRECTORY = "wal";
    static final String LOG_LAST = "wal.log";
    static final String NEW_LAST = "wal.log.tmp";
    static final String LOG = DIRECTORY + "/" + LOG_LAST;

    /** A rewrite that is not finished; never read, and deleted by the next open. */
    static final String NEW = DIRECTORY + "/" + NEW_LAST;

    static final String LOCK = "LOCK";
    static final String QUARANTINE = "quarantine";

    private LineNames() {}
}
