// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.base.DuramenException;
import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.CrashRunner;
import io.duramen.testkit.SimOptions;
import io.duramen.wal.WriteAheadLog;

/**
 * A disk whose syncs return and have done nothing, as one with a cache that forgets does. No log can keep its promise there;
 * what is left of it is judged all the same. It is refused with an error of the library's own, or it opens with records that
 * are each what was appended under their number, without a gap, and goes on.
 */
final class LyingDisks implements Suite {

    @Override
    public String name() {
        return "lie";
    }

    @Override
    public String what() {
        return "syncs that do nothing, then power lost: refused, or records missing at the end, and never a wrong one";
    }

    @Override
    public long build() {
        return 5_000;
    }

    @Override
    public long nightly() {
        return 1_000_000;
    }

    @Override
    public void run(long cases, long seed, Outcomes outcomes) {
        for (long round = 0; outcomes.of("states") < cases; round++) {
            for (Program program : Program.values()) {
                outcomes.add(
                        "states",
                        CrashRunner.of(program::run, (storage, acks) -> judge(program, storage, acks, outcomes))
                                .options(SimOptions.defaults().withLyingSync(true))
                                .sectorSizes(round % 2 == 0 ? 512 : 4096)
                                .damages(4)
                                .recoveryDepth(0)
                                .seed(seed + round)
                                .inParallel()
                                .run()
                                .states());
            }
        }
    }

    private static void judge(Program program, Storage storage, AckLog acks, Outcomes outcomes) {
        DuramenException refused = Verdict.tolerate(() -> outcomes.add(reopened(program, storage, acks)));
        if (refused != null) {
            outcomes.add("refused: " + refused.code());
        }
    }

    private static String reopened(Program program, Storage storage, AckLog acks) {
        AckLog nothingPromised = triedOnly(acks);
        long found = found(program, storage, nothingPromised);
        String outcome = found < acks.lastAcked() ? "opened without what the disk forgot" : "opened with everything";
        program.check(storage, nothingPromised); // reads everything, and appends
        acks.tried(nothingPromised.lastTried());
        return outcome;
    }

    private static long found(Program program, Storage storage, AckLog acks) {
        try (WriteAheadLog log = TrialLog.openOrCreate(storage, program.options(storage, acks), acks)) {
            acks.requireRecovered(log.durableLsn());
            TrialLog.requireRecords(log);
            return log.durableLsn();
        }
    }

    private static AckLog triedOnly(AckLog acks) {
        AckLog tried = new AckLog();
        tried.tried(acks.lastTried());
        return tried;
    }
}
