// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import io.duramen.bench.result.StateResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page of the documentation, {@code docs/performance-state.md}. It holds no figure that is not in the result. */
public final class StatePage {
    private static final String TAIL = "the two are not separable, the interval reaches below 1.";
    private static final Map<String, String> REASONS = Map.of(
            "1 thread, 1 key a commit, 100,000 keys: p99",
            TAIL,
            "16 threads, 1 key a commit, 100,000 keys: p99",
            TAIL,
            "1 thread, 100 keys a commit",
            "a root is computed for each commit, and RocksDB computes none. What a hundred changes cost beside the append of their "
                    + "bytes stands under \"By itself\", hundred-keys: it is most of the processor time of such a commit.",
            "flat: 16 threads",
            "a commit takes more processor time among more keys, see one-key under \"By itself\". One thread waits for the disk and "
                    + "does not feel it; sixteen have the processor as their limit.",
            "recovery of",
            "most of it is not reading the log: a quarter of the opening thread's time goes into a table of each key's last change, half "
                    + "into sorting the changes by their hashes and building the tree of them, and as much again is used by collecting "
                    + "what both leave behind and by compiling, in a JVM that has just started. Opened once more in the same JVM it "
                    + "takes the time that the figures under \"By itself\" give. Packed parts, as checkpoints are loaded by, would need "
                    + "neither the table nor an object a change.");

    private StatePage() {}

    /**
     * Writes the page.
     *
     * @param result what was measured
     * @param before what had been measured before something was changed, or {@code null}
     * @return the page
     */
    public static String of(StateResult result, @Nullable StateResult before) {
        StringBuilder text = new StringBuilder("""
                <!--
                  SPDX-FileCopyrightText: The Duramen authors
                  SPDX-License-Identifier: Apache-2.0
                -->
                <!-- Written by: java -jar modules/bench/peers/target/duramen-bench.jar page STATE.json -->
                # How fast the store is

                """);
        text.append("Measured on ").append(StateSections.machine(result)).append("\n\n");
        text.append(StateSections.how(result)).append("\n\n");
        text.append("""
                How fast the log below it is: [performance](performance.md). To measure it on your own machine, on a disk that does nothing else:

                ```sh
                ./mvnw -q -Pbench -DskipTests -pl modules/bench/peers -am package
                java -jar modules/bench/peers/target/duramen-bench.jar store-all --rounds 9 --warmup 6 --seconds 3 --dir DIR --out OUT
                java -jar modules/bench/peers/target/duramen-bench.jar page OUT/state.json
                ```

                `OUT` then holds the figures as JSON, a Markdown table and one HTML page with plots. Which peers, in which versions, and why they are
                not downloaded by a normal build: [decision 0012](decisions/0012-what-the-bench-compares-with.md).

                ## What was aimed at, beside others

                None of the peers gives all that ours gives; the table of guarantees says what each lacks. They are compared with all the same.

                """);
        StateAims aims = new StateAims(result);
        Table beside = aims.besideOthers();
        Table alone = aims.byItself();
        text.append(beside.markdown());
        text.append("## What was aimed at, by itself\n\n").append(alone.markdown());
        text.append(Missed.markdown(List.of(beside, alone), REASONS));
        text.append("## Who gives which guarantee\n\n")
                .append(StateTables.guarantees(result).markdown());
        if (before != null) {
            text.append("## Before and after\n\n")
                    .append(BeforeAfter.of(before, result).markdown());
        }
        StateMarkdown.tables(text, result);
        text.append("## Guarantees, and where they are written\n\n")
                .append(StateTables.sources(result).markdown());
        text.append("## Versions\n\n").append(StateTables.stores(result).markdown());
        return text.toString().stripTrailing() + "\n";
    }
}
