// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.base.DuramenException;
import io.duramen.commit.merkle.Root;
import java.time.Instant;

/**
 * Why a store can only be read, and how far what it shows is verified. What lies behind that may be lost or unreadable, also
 * what was acknowledged.
 *
 * @param cause what keeps the store from being opened for writing
 * @param lsn the last transaction in the version shown
 * @param root the root of the version shown, computed from its keys and values and equal to the one recorded
 * @param since when the store was opened so
 */
public record SafeMode(DuramenException cause, long lsn, Root root, Instant since) {

    /**
     * Returns what to do, naming commands that exist.
     *
     * @return one sentence
     */
    public String remedy() {
        return "see what is wrong with duramen verify DIR, save what is verified with duramen export FILE DIR, and restore"
                + " the directory from a backup";
    }
}
