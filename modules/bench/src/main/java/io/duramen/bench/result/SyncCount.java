// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.result;

/**
 * How many appends were acknowledged after a sync, seen from outside the JVM.
 *
 * @param subject the subject
 * @param appends how many were made, one after the other
 * @param covered during how many a sync of the log's files ended
 * @param syncs how many syncs there were, those of other threads included
 * @param calls the calls, for instance {@code fdatasync}
 */
public record SyncCount(String subject, int appends, int covered, long syncs, String calls) {

    /**
     * Says it in words.
     *
     * @return the sentence
     */
    public String label() {
        if (covered == appends) {
            return "synced " + covered + " of " + appends;
        }
        return "acknowledges without a sync: " + covered + " of " + appends + " covered";
    }
}
