// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the power in every operation of every subject, for both sector sizes and both rules for names, round after round with
 * new seeds until enough states were seen. A round is exhaustive: it leaves out no operation of any subject.
 *
 * <p>A round has two passes. The first draws {@link #DAMAGES} states of each crash and verifies each twice. The second draws
 * {@link #RECOVERY_DAMAGES} and crashes {@link #RECOVERY_DEPTH} recoveries deep, on one kind of disk a round; four rounds see
 * all four.
 */
public final class PowerTest {
    /** How many states are drawn of each crash. */
    public static final int DAMAGES = 8;

    /** How many states are drawn of each crash whose recoveries are crashed in turn. */
    public static final int RECOVERY_DAMAGES = 3;

    /** How deep recoveries are crashed: a recovery of a recovery of a recovery. */
    public static final int RECOVERY_DEPTH = 3;

    private static final List<Integer> SECTORS = List.of(512, 4096);

    private final List<Counted> subjects;
    private final LongAdder seen = new LongAdder();
    private long least;
    private long seed;
    private boolean parallel;
    private boolean worstOnly;
    private Watcher watcher = (subject, states) -> {};

    private PowerTest(List<? extends PowerSubject> subjects) {
        this.subjects = subjects.stream().map(Counted::new).toList();
    }

    /** Hears how far a test has come. */
    @FunctionalInterface
    public interface Watcher {
        /**
         * Takes how far it has come. Called by several threads at once.
         *
         * @param subject the name of the subject it is at
         * @param states how many states it has seen of all subjects
         */
        void seen(String subject, long states);
    }

    /**
     * Prepares a test.
     *
     * @param subjects what is crashed, in this order
     * @return the test
     */
    public static PowerTest of(List<? extends PowerSubject> subjects) {
        return new PowerTest(subjects);
    }

    /**
     * Sets how many states are wanted. Rounds are finished; the first is run whatever the number.
     *
     * @param number at least so many; one round unless set
     * @return this
     */
    public PowerTest states(long number) {
        least = number;
        return this;
    }

    /**
     * Sets what everything random follows from. Round n uses the seed plus n, so that tests whose seeds are far apart share no
     * round.
     *
     * @param number the first round's; 0 unless set
     * @return this
     */
    public PowerTest seed(long number) {
        seed = number;
        return this;
    }

    /**
     * Keeps to the worst kind of disk, sectors of 512 bytes and names in any order, for a quick look.
     *
     * @return this
     */
    public PowerTest onTheWorstDiskOnly() {
        worstOnly = true;
        return this;
    }

    /**
     * Uses as many threads as {@link CrashRunner#inParallel} does.
     *
     * @return this
     */
    public PowerTest inParallel() {
        parallel = true;
        return this;
    }

    /**
     * Sets who hears how far the test has come.
     *
     * @param listener hears of it
     * @return this
     */
    public PowerTest watch(Watcher listener) {
        watcher = listener;
        return this;
    }

    /**
     * Runs it.
     *
     * @return what was done to each subject
     * @throws PowerTestFailure at the first crash a subject does not stand; {@link #replay} sees it again
     */
    public List<PowerTally> run() {
        int round = 0;
        do {
            for (Counted counted : subjects) {
                try {
                    counted.round(round, seed + round);
                } catch (CrashFailure failure) {
                    throw new PowerTestFailure(counted.subject.name(), failure);
                }
            }
            round++;
        } while (seen.sum() < least);
        return subjects.stream().map(Counted::tally).toList();
    }

    /**
     * Runs one crash of one subject alone, with the recoveries behind it as deep as any pass goes.
     *
     * @param subject the subject's name
     * @param point as a {@link CrashFailure} names it
     * @throws CrashFailure if the subject does not stand it
     * @throws IllegalArgumentException if there is no such subject or crash
     */
    public void replay(String subject, String point) {
        long from = CrashPoint.parse(point).seed();
        subjects.stream()
                .filter(counted -> counted.subject.name().equals(subject))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no subject " + subject))
                .runner(from)
                .recoveryDepth(RECOVERY_DEPTH)
                .replay(point);
    }

    /** A subject and what was done to it. */
    private final class Counted {
        private final PowerSubject subject;
        private final List<Long> seeds = new ArrayList<>();
        private final LongAdder crashes = new LongAdder();
        private final SortedMap<String, Long> points = new ConcurrentSkipListMap<>();
        private long operations;
        private long states;
        private long recoveryCrashes;
        private long verifications;

        Counted(PowerSubject subject) {
            this.subject = subject;
        }

        void round(int round, long from) {
            seeds.add(from);
            CrashRunner all = runner(from).damages(DAMAGES).recoveryDepth(0);
            add(worstOnly ? all.sectorSizes(512).names(NameOrder.STRICT).run() : all.run());
            int kind = worstOnly ? 0 : round % 4;
            NameOrder[] orders = {NameOrder.STRICT, NameOrder.JOURNALLED};
            add(runner(from)
                    .damages(RECOVERY_DAMAGES)
                    .recoveryDepth(RECOVERY_DEPTH)
                    .sectorSizes(SECTORS.get(kind / 2))
                    .names(orders[kind % 2])
                    .run());
        }

        CrashRunner runner(long from) {
            CrashRunner runner = CrashRunner.of(
                            (storage, log) -> subject.run(storage, log, from),
                            (storage, log) -> subject.verify(storage, log, from))
                    .seed(from)
                    .watch(this::crashed);
            return parallel ? runner.inParallel() : runner;
        }

        private void crashed(@Nullable Operation operation, int drawn) {
            crashes.increment();
            points.merge(subject.point(operation), (long) drawn, Long::sum);
            seen.add(drawn);
            watcher.seen(subject.name(), seen.sum());
        }

        private void add(CrashReport report) {
            operations = Math.max(operations, report.operations());
            states += report.states();
            recoveryCrashes += report.recoveryCrashes();
            verifications += report.verifications();
        }

        PowerTally tally() {
            return new PowerTally(
                    subject.name(), seeds, operations, crashes.sum(), states, recoveryCrashes, verifications, points);
        }
    }
}
