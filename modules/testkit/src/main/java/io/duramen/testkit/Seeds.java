// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Runs a random test with many seeds, and says which one failed.
 *
 * <p>System properties or environment variables change what runs: {@value #ONE} (environment {@code DURAMEN_SEED}) runs one
 * seed alone, {@value #COUNT} ({@code DURAMEN_SEEDS}) sets how many run, {@value #FIRST} ({@code DURAMEN_FIRST_SEED}) with
 * which they start. Without them a run is the same every time.
 */
public final class Seeds {
    /** The property with the only seed to run. */
    public static final String ONE = "duramen.seed";

    /** The property with the number of seeds to run. */
    public static final String COUNT = "duramen.seeds";

    /** The property with the first seed to run. */
    public static final String FIRST = "duramen.first.seed";

    private Seeds() {}

    /** A test whose choices all come from one source. */
    @FunctionalInterface
    public interface SeededTest {
        /**
         * Runs the test once.
         *
         * @param random the source of every choice
         * @throws Exception if it fails; an {@link AssertionError} will do as well
         */
        void run(SplittableRandom random) throws Exception;
    }

    /**
     * Runs a test with the seeds from 0 on.
     *
     * @param count how many, unless the settings above say otherwise
     * @param test the test
     * @throws AssertionError at the first failure, with its seed
     */
    public static void run(int count, SeededTest test) {
        run(1, 0, count, test);
    }

    /**
     * Runs a test with the seeds from 0 on, on as many threads as there are processors, or as the system property {@code
     * duramen.threads} says. The runs must share nothing.
     *
     * @param count how many, unless the settings above say otherwise
     * @param test the test
     * @throws AssertionError at the first failure, with its seed
     */
    public static void inParallel(int count, SeededTest test) {
        run(Workers.threads(), 0, count, test);
    }

    /**
     * Runs a test with other seeds than those from 0 on, in parallel.
     *
     * @param start the first seed, unless the settings above say otherwise
     * @param count how many, unless the settings above say otherwise
     * @param test the test
     * @throws AssertionError at the first failure, with its seed
     */
    public static void inParallel(long start, long count, SeededTest test) {
        run(Workers.threads(), start, count, test);
    }

    private static void run(int threads, long from, long count, SeededTest test) {
        Long one = setting(ONE, "DURAMEN_SEED");
        if (one != null) {
            once(one, test);
            return;
        }
        Long first = setting(FIRST, "DURAMEN_FIRST_SEED");
        Long many = setting(COUNT, "DURAMEN_SEEDS");
        long start = first == null ? from : first;
        long end = start + (many == null ? count : many);
        Workers.run(threads, start, seed -> {
            if (seed < end) {
                once(seed, test);
            }
            return seed < end - 1;
        });
    }

    @SuppressWarnings("CatchingUnchecked") // whatever a test throws is told with its seed
    private static void once(long seed, SeededTest test) {
        try {
            test.run(new SplittableRandom(seed));
        } catch (Exception | Error failure) {
            throw new AssertionError(
                    "seed " + seed + " failed: " + failure + "\n  replay it alone with -D" + ONE + "=" + seed, failure);
        }
    }

    private static @Nullable Long setting(String property, String variable) {
        String text = System.getProperty(property, System.getenv(variable));
        return text == null || text.isBlank() ? null : Long.valueOf(text.strip());
    }
}
