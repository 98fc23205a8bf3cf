// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

/** Records in order, one at a time, all of them verified. Not thread-safe. */
interface RecordSource extends AutoCloseable {

    /** Goes to the next record; false if there is none (yet). */
    boolean advance();

    /** The record it stands on. */
    RecordView view();

    /** Its number. */
    long lsn();

    @Override
    void close();
}
