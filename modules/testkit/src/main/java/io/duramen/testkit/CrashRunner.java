// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import io.duramen.storage.Storage;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Crashes a program in every operation it does on its storage, and checks what is left.
 *
 * <pre>{@code
 * CrashReport report = CrashRunner.of(
 *         (storage, log) -> {                       // the program: fresh disk, told what it tries and promises
 *             try (Journal journal = Journal.open(storage)) {
 *                 for (int i = 1; i <= 10; i++) {
 *                     log.tried(i);
 *                     journal.append("entry " + i);
 *                     log.acked(i);
 *                 }
 *             }
 *         },
 *         (storage, log) -> {                       // the check: the same disk after a crash
 *             try (Journal journal = Journal.open(storage)) {
 *                 log.requireRecovered(journal.entries().size());
 *             }
 *         })
 *     .run();
 * }</pre>
 *
 * <p>For both sector sizes and both {@link NameOrder}s the program runs once for each operation, which the power failure
 * then interrupts. Of each crash several states are drawn: always the one without anything that was not durable and the one
 * with everything, the others at random. Each state is verified, loses power again at once, and is verified once more, so
 * that what the first verification found, and whatever it promised through {@link AckLog#acked} itself, must still be there.
 * Then it is verified with crashes inside: recovery has to stand them too.
 *
 * <p>Everything follows from the seed. A failure names its crash, and {@link #replay} or the system property {@value
 * #REPLAY} runs that one alone. A program with threads of its own may crash elsewhere at each run, but every crash it does
 * is checked just the same.
 */
public final class CrashRunner {
    /** The system property with the only crash to run. */
    public static final String REPLAY = "duramen.crash";

    private final Workload workload;
    private final Verifier verifier;
    private SimOptions options = SimOptions.defaults();
    private List<Integer> sectorSizes = List.of(512, 4096);
    private List<NameOrder> nameOrders = List.of(NameOrder.values());
    private int damages = 8;
    private int recoveryDepth = 1;
    private int threads = 1;
    private long seed;
    private Watcher watcher = (operation, states) -> {};

    private CrashRunner(Workload workload, Verifier verifier) {
        this.workload = workload;
        this.verifier = verifier;
    }

    /** A program under test. */
    @FunctionalInterface
    public interface Workload {
        /**
         * Does the program's work, starting from an empty disk; the same each time.
         *
         * @param storage the disk, which will throw {@link SimulatedCrash}
         * @param log takes what is tried and what is promised
         * @throws Exception if the program failed by itself, which fails the test
         */
        void run(Storage storage, AckLog log) throws Exception;
    }

    /** A check of what a crash left. */
    @FunctionalInterface
    public interface Verifier {
        /**
         * Opens what is there, recovers it, and compares it with what was promised. May go on working and promise more.
         *
         * @param storage the disk after the restart, which may throw {@link SimulatedCrash} again
         * @param log what was tried and promised before the crash
         * @throws Exception if what was found is wrong; an {@link AssertionError} will do as well
         */
        void verify(Storage storage, AckLog log) throws Exception;
    }

    /** Hears of each crash of the program once all its states were verified, to count them or to show how far a run has come. */
    @FunctionalInterface
    public interface Watcher {
        /**
         * Takes a crash. Called by whichever thread did it, so that several may call at once.
         *
         * @param operation what the power failed in, or {@code null} if it failed after the last operation
         * @param states how many states were drawn of it
         */
        void crashed(@Nullable Operation operation, int states);
    }

    /**
     * Prepares a run.
     *
     * @param workload the program
     * @param verifier the check
     * @return the runner
     */
    public static CrashRunner of(Workload workload, Verifier verifier) {
        return new CrashRunner(workload, verifier);
    }

    /**
     * Sets how many states are drawn of each crash.
     *
     * @param count at least 1; 8 by default
     * @return this
     */
    public CrashRunner damages(int count) {
        damages = count;
        return this;
    }

    /**
     * Sets how deep crashes inside recovery are nested.
     *
     * @param depth 0 for none; 1 by default; 3 is a recovery of a recovery of a recovery
     * @return this
     */
    public CrashRunner recoveryDepth(int depth) {
        recoveryDepth = depth;
        return this;
    }

    /**
     * Sets the sector sizes.
     *
     * @param bytes 512, 4096 or both, which is the default
     * @return this
     */
    public CrashRunner sectorSizes(Integer... bytes) {
        sectorSizes = List.of(bytes);
        return this;
    }

    /**
     * Sets the rules for names.
     *
     * @param orders one or both, which is the default
     * @return this
     */
    public CrashRunner names(NameOrder... orders) {
        nameOrders = List.copyOf(Arrays.asList(orders));
        return this;
    }

    /**
     * Sets the other properties of the disk.
     *
     * @param kind the disk; its sector size and names are replaced
     * @return this
     */
    public CrashRunner options(SimOptions kind) {
        options = kind;
        return this;
    }

    /**
     * Sets what everything random follows from.
     *
     * @param number any number; 0 by default
     * @return this
     */
    public CrashRunner seed(long number) {
        seed = number;
        return this;
    }

    /**
     * Sets who hears of each crash.
     *
     * @param listener hears of it
     * @return this
     */
    public CrashRunner watch(Watcher listener) {
        watcher = listener;
        return this;
    }

    /**
     * Crashes on as many threads as there are processors, or as the system property {@code duramen.threads} says. Program and
     * check must then share nothing but what they are given. What is run and found does not depend on it.
     *
     * @return this
     */
    public CrashRunner inParallel() {
        threads = Workers.threads();
        return this;
    }

    /**
     * Runs all crashes.
     *
     * @return what was done
     * @throws CrashFailure at the first crash the program does not stand
     */
    public CrashReport run() {
        String only = System.getProperty(REPLAY);
        if (only != null) {
            return replay(only);
        }
        CrashChecks checks = checks();
        for (int sectorSize : sectorSizes) {
            for (NameOrder order : nameOrders) {
                Workers.run(threads, 0, operation -> checks.crash(sectorSize, order, operation));
            }
        }
        return checks.report();
    }

    /**
     * Runs one crash alone.
     *
     * @param point as a {@link CrashFailure} named it
     * @return what was done
     * @throws CrashFailure if the program does not stand it
     */
    public CrashReport replay(String point) {
        CrashPoint crash = CrashPoint.parse(point);
        CrashChecks checks =
                new CrashChecks(workload, verifier, options, damages, recoveryDepth, crash.seed(), watcher);
        checks.replay(crash);
        return checks.report();
    }

    private CrashChecks checks() {
        return new CrashChecks(workload, verifier, options, damages, recoveryDepth, seed, watcher);
    }
}
