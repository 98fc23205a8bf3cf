// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.commit.merkle.Root;
import java.util.List;

/**
 * What a verification checked and found.
 *
 * @param manifests manifests that are as they were written
 * @param checkpoints checkpoint files that are as they were written and give the root recorded for them
 * @param transactions transactions in the log whose root was computed again and is the one recorded
 * @param lsn the last transaction verified
 * @param root the root after it
 * @param problems what is wrong, each with the file, what was expected and what was found; empty if all is well
 */
public record VerificationReport(
        int manifests, int checkpoints, long transactions, long lsn, Root root, List<String> problems) {

    /** Copies the list. */
    public VerificationReport {
        problems = List.copyOf(problems);
    }

    /**
     * Tells whether everything is as it was written.
     *
     * @return {@code true} if there is no problem
     */
    public boolean ok() {
        return problems.isEmpty();
    }
}
