// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import io.duramen.bench.result.GoalRound;
import io.duramen.bench.result.Machine;
import io.duramen.bench.result.SealResult;
import java.util.DoubleSummaryStatistics;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of the documentation, {@code docs/performance-seal.md}. It holds no figure that is not in the result. */
public final class SealPage {
    private static final Map<String, String> REASONS = Map.of(
            "a frame of 4 KiB",
            "the SHA-256 alone takes longer than the whole was to take, see its row: the aim was set before the hash was part of a "
                    + "frame. The rest is the encryption, the random bytes and the checksums, in their rows.",
            "64 threads, 256 B",
            "where the processors have other work to do, as the load above tells, the rounds differ by more than the aim: neither "
                    + "reached nor missed is shown. To be measured on a machine that does nothing else.",
            "1 thread, 256 B",
            "a frame of this size costs about 2 µs by itself, see its row; what the rest is, is not known yet.",
            "opening a log",
            "by the rows of 4 KiB a GiB is decrypted and hashed in about a second; where the rest goes, and what was done about it, "
                    + "is told by [decision 0027](decisions/0027-a-keyring-rehearses-before-it-reads-much.md).");

    private SealPage() {}

    /**
     * Writes the page.
     *
     * @param result what was measured
     * @return the page
     */
    public static String of(SealResult result) {
        StringBuilder text = new StringBuilder("""
                <!--
                  SPDX-FileCopyrightText: The Duramen authors
                  SPDX-License-Identifier: Apache-2.0
                -->
                <!-- Written by: java -jar modules/bench/peers/target/duramen-bench.jar page SEAL.json -->
                # What sealing costs

                """);
        text.append(machine(result)).append("\n\n").append(how(result)).append("\n\n");
        text.append("""
                What is sealed and how: [encryption](guide/encryption.md). How fast the log is without: [performance](performance.md). To measure it on your own machine:

                ```sh
                ./mvnw -q -Pbench -DskipTests -pl modules/bench/peers,modules/bench/jmh -am package
                java -jar modules/bench/peers/target/duramen-bench.jar seal --java17 HOME --java25 HOME --dir DIR --out OUT
                java -jar modules/bench/peers/target/duramen-bench.jar page OUT/seal.json
                ```

                ## What was aimed at

                """);
        Table aims = SealAims.of(result);
        text.append(aims.markdown());
        text.append(Missed.markdown(List.of(aims), REASONS));
        section(text, "A frame", SealTables.frames(result), """
                The body is the records of one group; the log seals it into a heap array that it writes from, because the JDK's AES-GCM is faster there.
                A frame is everything the log does for it: eight bytes from the kernel for the nonce, AES-256-GCM with the header and the tag before as
                associated data, both checksums, and the SHA-256 that the next segment is bound to. The other rows are its parts, by themselves.
                """);
        section(text, "Appends", SealTables.rates(result), """
                A plain log and a sealed one beside it, in one JVM, take turns; each turn is compared with the one right beside it.
                """);
        section(text, "Processor time", SealTables.processor(result), "");
        section(text, "Bytes", SealTables.sizes(result), """
                Eight bytes of hedge and a tag of 16 for each frame; a frame is a group of records that are forced together.
                """);
        section(text, "Passwords", SealTables.passwords(result), """
                Argon2id, paid once when a keyring is opened by a password. The default is 64 MiB, the least that new keys may cost 19 MiB. Bouncy Castle is
                plain Java and one thread; argon2-jvm is the C reference implementation, with a thread for each lane.
                """);
        return text.toString().stripTrailing() + "\n";
    }

    private static void section(StringBuilder text, String title, Table table, String words) {
        text.append("## ").append(title).append("\n\n");
        if (!words.isEmpty()) {
            text.append(words).append('\n');
        }
        text.append(table.markdown());
    }

    private static String machine(SealResult result) {
        Machine machine = result.javas().get(0).machine();
        return String.format(
                Locale.ROOT,
                "Measured on %d cores, %d GiB, %s, kernel %s, %s; %s. Begun %s. %d round%s, turns of %s s. %s",
                machine.cores(),
                machine.memoryGib(),
                machine.fileSystem(),
                machine.kernel(),
                machine.os(),
                result.javas().stream().map(java -> java.machine().jdk()).collect(Collectors.joining(", ")),
                result.begun(),
                result.rounds(),
                result.rounds() == 1 ? "" : "s",
                result.settings().seconds(),
                load(result, machine.cores()));
    }

    /** Whether the machine had other work to do. */
    private static String load(SealResult result, int cores) {
        if (result.load().isEmpty()) {
            return "The system does not tell what else it was doing.";
        }
        DoubleSummaryStatistics load = result.load().stream().collect(Collectors.summarizingDouble(each -> each));
        // what came before the first round is not the bench
        double before = result.load().get(0);
        return String.format(
                Locale.ROOT,
                "In the minute before it %.1f processes ran or waited to%s; before the rounds up to %.1f.",
                before,
                before > cores / 4.0 ? ", so the machine had other work to do" : "",
                load.getMax());
    }

    private static String how(SealResult result) {
        return "Each figure comes from a JVM of its own; in each round every Java has its turn. Times of frames are processor time of "
                + "the thread, by JMH, so that other work on the machine counts only where it empties caches. Rates are compared turn "
                + "by turn, so that both logs see the same weather: their quotients mean more than they do. Figures are medians of the "
                + "rounds; in brackets stands "
                + Sections.interval(rounds(result))
                + ".";
    }

    private static IntSummaryStatistics rounds(SealResult result) {
        return result.javas().stream()
                .flatMap(java -> java.goals().stream()
                        .collect(Collectors.groupingBy(GoalRound::goal, Collectors.summingInt(round -> 1)))
                        .values()
                        .stream())
                .mapToInt(Integer::intValue)
                .summaryStatistics();
    }
}
