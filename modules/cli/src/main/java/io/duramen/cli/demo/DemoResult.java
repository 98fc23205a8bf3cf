// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a whole demo.
 *
 * @param directory the store
 * @param seed what the kills followed from
 * @param planned how many kills were planned
 * @param kills those that happened, in order
 * @param rollback what became of a transaction that was given up at the end
 * @param last what the store held at the end, opened once more
 * @param verified whether the store's own verification of every byte found nothing wrong
 * @param figures what the children counted
 * @param clock name and resolution of the clock that measured processor time, or {@code null}
 * @param records how many records were to go in
 * @param inputBytes how large they are
 * @param diskBytes how much the store takes on disk
 * @param files in how many files
 * @param nanos how long it all took
 */
record DemoResult(
        String directory,
        long seed,
        int planned,
        List<Kill> kills,
        DemoRollback rollback,
        DemoProof last,
        boolean verified,
        Figures figures,
        @Nullable String clock,
        int records,
        long inputBytes,
        long diskBytes,
        int files,
        long nanos) {

    /** Tells whether everything that was to be shown was shown. */
    boolean isProven() {
        return kills.size() == planned
                && rollback.asBefore()
                && last.holds()
                && last.present() == records
                && verified
                && kills.stream().allMatch(kill -> kill.proof().holds());
    }
}
