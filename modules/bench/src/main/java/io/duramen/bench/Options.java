// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench;

import io.duramen.bench.store.StoreSubjects;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the command line asks for.
 *
 * @param command the first word
 * @param operands words that are neither options nor their values
 * @param threads how many append, one cell each
 * @param sizes bytes of a record, one cell each
 * @param keys how many keys a store holds, one cell each
 * @param changes how many keys a commit sets, one cell each
 * @param rounds how often everything is measured
 * @param warmupSeconds seconds before each durable measurement
 * @param seconds seconds of each durable measurement
 * @param records how many records are buffered, replayed and opened
 * @param before a result from before a change, for the page; empty if there is none
 * @param javas homes of the Javas that sealing is measured on, by feature version
 * @param jmh the jar of the module that measures by JMH
 * @param only names of the subjects wanted; all if empty
 * @param directory takes the logs while they are measured; on the file system to be measured
 * @param out takes the results
 */
public record Options(
        String command,
        List<String> operands,
        List<Integer> threads,
        List<Integer> sizes,
        List<Integer> keys,
        List<Integer> changes,
        int rounds,
        double warmupSeconds,
        double seconds,
        long records,
        String before,
        Map<Integer, Path> javas,
        Path jmh,
        List<String> only,
        Path directory,
        Path out) {

    /** How to ask. */
    public static final String HELP = """
            Measures the log beside its peers, each run in a JVM of its own, rounds interleaved.

              peers      durable appends of everything that was built in; counts syncs first
              floors     durable appends of the floors only
              buffered   appends by one thread that are drained once; on disk and on tmpfs
              replay     reading everything back in a fresh JVM
              open       opening after the writer was killed
              goals      what no comparison shows: slow syncs, rolls, memory, readers, sizes
              count      who syncs, by counting system calls (needs strace)
              all        all of these
              list       names what was built in
              report F   writes the Markdown table and the HTML page of a result again
              page F [T] writes the page of the documentation from a result; to docs/performance.md unless told

            The same for stores of keys and values; their results go to state.json, state.md, state.html:

              store           durable commits of everything that was built in; counts syncs first
              store-count     who syncs, by counting system calls (needs strace)
              store-recovery  opening after many operations without a checkpoint
              store-goals     what no comparison shows: overhead, uncommitted, proofs, memory, steps
              store-all       all of these
              page F [T]      of a result of stores goes to docs/performance-state.md unless told

            What encryption costs; its result goes to seal.json:

              seal            frames by JMH, logs beside plain ones, sizes, passwords; on each Java named, in turn
                              a result that is there is added to, so that several short runs make one
              page F [T]      of a result of sealing goes to docs/performance-seal.md unless told

              --threads 1,16,64     --size 256,1024      cells of durable appends
              --keys 100000         --changes 1          cells of durable commits, with --threads; 1,16 unless told
              --rounds 6            fewer than six give no interval of 95 %
              --warmup 0.6          --seconds 0.6        of each durable run
              --records 1000000     for buffered, replay, open, and the goals
              --only a,b            these subjects
              --before F            a result from before a change, which the page of stores sets beside this one
              --java17 HOME         --java25 HOME        what sealing is measured on; this Java unless told
              --jmh JAR             what measures frames; modules/bench/jmh/target/duramen-jmh.jar unless told
              --dir DIR             where the logs are written; target/bench/files
              --out DIR             where result.json, result.md, result.html go; target/bench
                                    a result that is there keeps what is not measured again

            A run for the record: all --rounds 9 --warmup 2 --seconds 3, on a machine that does nothing else.
            """;

    static Options parse(String... args) {
        Deque<String> words = new ArrayDeque<>(Arrays.asList(args));
        if (words.isEmpty()) {
            throw new UsageException("expected a command");
        }
        Parser parser = new Parser(words.pop());
        while (!words.isEmpty()) {
            parser.take(words.pop(), words);
        }
        return parser.options();
    }

    /** Whether somebody was asked for. */
    boolean wants(Contender contender) {
        return only.isEmpty() || only.contains(contender.name());
    }

    /** Gathers the words. */
    private static final class Parser {
        private final String command;
        private final List<String> operands = new java.util.ArrayList<>();
        private List<Integer> threads;
        private List<Integer> sizes = List.of(256, 1024);
        private List<Integer> keys = List.of(100_000);
        private List<Integer> changes = List.of(1);
        private int rounds = 6;
        private double warmupSeconds = 0.6;
        private double seconds = 0.6;
        private long records = 1_000_000;
        private String before = "";
        private final Map<Integer, Path> javas = new TreeMap<>();
        private Path jmh = Path.of("modules", "bench", "jmh", "target", "duramen-jmh.jar");
        private List<String> only = List.of();
        private Path directory = Path.of("target", "bench", "files");
        private Path out = Path.of("target", "bench");

        Parser(String command) {
            this.command = command;
            this.threads = command.startsWith("store") ? List.of(1, 16) : List.of(1, 16, 64);
        }

        void take(String word, Deque<String> rest) {
            if (!word.startsWith("--")) {
                operands.add(word);
                return;
            }
            String value = rest.poll();
            if (value == null) {
                throw new UsageException(word + " needs a value");
            }
            try {
                set(word, value);
            } catch (NumberFormatException e) {
                throw new UsageException(word + " needs a number, not " + value);
            }
        }

        private void set(String option, String value) {
            switch (option) {
                case "--threads" -> threads = numbers(value);
                case "--size" -> sizes = numbers(value);
                case "--keys" -> keys = numbers(value);
                case "--changes" -> changes = numbers(value);
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--warmup" -> warmupSeconds = Double.parseDouble(value);
                case "--seconds" -> seconds = Double.parseDouble(value);
                case "--records" -> records = Long.parseLong(value);
                case "--before" -> before = value;
                case "--java17" -> javas.put(17, Path.of(value));
                case "--java25" -> javas.put(25, Path.of(value));
                case "--jmh" -> jmh = Path.of(value);
                case "--only" -> only = List.of(value.split(",", -1));
                case "--dir" -> directory = Path.of(value);
                case "--out" -> out = Path.of(value);
                default -> throw new UsageException("there is no option " + option);
            }
        }

        private static List<Integer> numbers(String value) {
            return Arrays.stream(value.split(",", -1)).map(Integer::valueOf).toList();
        }

        Options options() {
            only.forEach(name -> {
                Contender unused = command.startsWith("store") ? StoreSubjects.named(name) : Subjects.named(name);
            });
            if (javas.isEmpty()) {
                javas.put(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
            }
            return new Options(
                    command,
                    operands,
                    threads,
                    sizes,
                    keys,
                    changes,
                    rounds,
                    warmupSeconds,
                    seconds,
                    records,
                    before,
                    javas,
                    jmh,
                    only,
                    directory.toAbsolutePath().normalize(),
                    out);
        }
    }
}
