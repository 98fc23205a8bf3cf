// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

/**
 * A record of a log, for messages. Its text is made only where there is a message: a replay goes past millions of records.
 *
 * @param log the log, as it is shown to people
 * @param lsn the record's number
 */
record Place(String log, long lsn) {

    @Override
    public String toString() {
        return log + ", record " + lsn;
    }
}
