// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.base.DuramenException;
import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.FaultStorage;
import io.duramen.testkit.FaultStorage.Fault;
import io.duramen.testkit.FaultStorage.Times;
import io.duramen.testkit.Operation;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.SimDisk;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The first call fails, then the second, and so on until a run meets no failure; once or for ever, in each way there is. */
final class IoErrors implements Suite {
    /** All that change something together, each alone for ever, and those that only look. */
    private static final List<Set<Kind>> CALLS = List.of(
            EnumSet.noneOf(Kind.class),
            EnumSet.of(Kind.WRITE),
            EnumSet.of(Kind.FORCE),
            EnumSet.of(Kind.CREATE),
            EnumSet.of(Kind.RENAME),
            EnumSet.of(Kind.DELETE),
            EnumSet.of(Kind.PREALLOCATE),
            EnumSet.of(Kind.SYNC_DIRECTORY),
            EnumSet.of(Kind.OPEN, Kind.READ, Kind.LIST),
            EnumSet.of(Kind.CLOSE, Kind.UNLOCK));

    /** Each of those alone, once, is one of all of them, once. */
    private static final List<Set<Kind>> ONCE = List.of(CALLS.get(0), CALLS.get(8), CALLS.get(9));

    private final boolean inRecovery;

    /** @param inRecovery whether calls of a recovery fail, and not those of the program before it */
    IoErrors(boolean inRecovery) {
        this.inRecovery = inRecovery;
    }

    @Override
    public String name() {
        return inRecovery ? "errors-in-recovery" : "errors";
    }

    @Override
    public String what() {
        return "every call " + (inRecovery ? "of a recovery" : "")
                + " fails in every way: no acknowledgement after it is"
                + " false, the file is not written again, the next open finds everything";
    }

    /** There is one way to fail every call; the number changes nothing. */
    @Override
    public long build() {
        return 1;
    }

    @Override
    public long nightly() {
        return 1;
    }

    @Override
    public void run(long cases, long seed, Outcomes outcomes) {
        List<Loop> loops = new ArrayList<>();
        for (Program program : Program.values()) {
            for (Fault fault : Fault.values()) {
                CALLS.forEach(calls -> loops.add(new Loop(program, fault, Times.FOREVER, calls, 0, seed)));
                ONCE.forEach(calls -> loops.add(new Loop(program, fault, Times.ONCE, calls, 0, seed)));
            }
        }
        loops.parallelStream()
                .forEach(loop -> outcomes.add(
                        "calls made to fail",
                        FaultStorage.untilClean(call -> inRecovery
                                ? loop.at(call).recover(outcomes)
                                : loop.at(call).work(outcomes))));
    }

    /** One run with one failing call. */
    private record Loop(Program program, Fault fault, Times times, Set<Kind> calls, int call, long seed) {

        Loop at(int failing) {
            return new Loop(program, fault, times, calls, failing, seed);
        }

        FaultStorage work(Outcomes outcomes) {
            SimDisk disk = SimDisk.create();
            AckLog acks = new AckLog();
            FaultStorage faulty = arrange(disk);
            return attempt(disk, acks, faulty, outcomes, () -> program.run(faulty, acks));
        }

        FaultStorage recover(Outcomes outcomes) {
            AckLog acks = new AckLog();
            SimDisk whole = SimDisk.create();
            program.run(whole, new AckLog());
            SimDisk before = SimDisk.create();
            before.crashAt(whole.operations() * 2 / 3);
            Verdict.untilThePowerFails(before, () -> program.run(before, acks));
            SimDisk disk = before.crash(seed + 2);
            FaultStorage faulty = arrange(disk);
            return attempt(disk, acks, faulty, outcomes, () -> program.check(faulty, acks));
        }

        private FaultStorage arrange(Storage disk) {
            return FaultStorage.over(disk).fail(fault, call, times, calls.toArray(Kind[]::new));
        }

        private FaultStorage attempt(
                SimDisk disk, AckLog acks, FaultStorage faulty, Outcomes outcomes, Verdict.Work work) {
            try {
                DuramenException refused = Verdict.tolerate(work);
                outcomes.add(refused == null ? "ended well" : "ended with " + refused.code());
                if (!calls.contains(Kind.CLOSE) && fault != Fault.IO_ERROR_AFTERWARDS) {
                    Verdict.requireClosed(disk);
                }
                requireLeftAlone(faulty);
                Verdict.requireNothingLost(program, disk, acks, seed * 31 + call);
                return faulty;
            } catch (RuntimeException | Error violation) {
                throw new AssertionError(this + " on " + faulty.firstFailure() + ": " + violation, violation);
            }
        }

        /**
         * After a failed write or force of a file it is never written or forced again. Only a write for which there was no
         * space, and of which nothing was done, may be tried again; but not forced without.
         */
        private void requireLeftAlone(FaultStorage faulty) {
            Operation failed = faulty.firstFailure();
            boolean poisons = failed != null
                    && fault != Fault.SHORT_WRITE
                    && (failed.kind() == Kind.WRITE || failed.kind() == Kind.FORCE);
            boolean triable = fault == Fault.NO_SPACE && failed != null && failed.kind() == Kind.WRITE;
            for (Operation later : poisons ? faulty.afterFailure() : List.<Operation>of()) {
                boolean same = later.file().equals(failed.file());
                if (same && (later.kind() == Kind.CREATE || (triable && later.kind() == Kind.WRITE))) {
                    return; // it is another file now, or what was lost is written anew
                }
                if (same && (later.kind() == Kind.WRITE || later.kind() == Kind.FORCE)) {
                    throw new AssertionError(later + " after " + failed + " had failed");
                }
            }
        }
    }
}
