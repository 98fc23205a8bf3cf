// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.wal.LogRecord;
import java.util.List;

/** A log that holds pending transactions from below its first record, which readers of records do not see. */
public interface Carrying {

    /**
     * Returns the records carried over.
     *
     * @return them in order, with the numbers they had
     */
    List<LogRecord> carried();
}
