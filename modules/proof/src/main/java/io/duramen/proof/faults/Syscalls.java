// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * System calls of the crash programs fail below the JVM: strace injects an error into the k-th call of a kind on the files of
 * the log. What the writer acknowledged until it stopped must be there for the verifier.
 */
final class Syscalls implements Suite {
    private static final List<String> CALLS =
            List.of("fsync", "fdatasync", "pwrite64", "write", "rename", "openat", "ftruncate", "pread64");
    private static final List<String> ERRORS = List.of("EIO", "ENOSPC");
    private static final List<String> WHEN = List.of("1", "2", "5", "3+");
    private static final int RECORDS = 40;

    /** One error, and whose call it is. */
    private record Cell(boolean writer, String call, String error, String when) {}

    @Override
    public String name() {
        return "syscalls";
    }

    @Override
    public String what() {
        return "system calls fail below the JVM (needs strace): nothing acknowledged is lost, the exit tells what happened";
    }

    @Override
    public long build() {
        return 8;
    }

    @Override
    public long nightly() {
        return 2L * CALLS.size() * ERRORS.size() * WHEN.size();
    }

    /** Tells whether there is an strace that may trace; without one the suite cannot run. */
    static boolean isPossible() {
        try {
            Process probe = new ProcessBuilder(
                            "strace", "-f", "-qq", "-o", "/dev/null", "-e", "inject=fsync:error=EIO", "true")
                    .redirectErrorStream(true)
                    .start();
            return probe.onExit().join().exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    @Override
    public void run(long cases, long seed, Outcomes outcomes) {
        if (!isPossible()) {
            outcomes.add("not run: no strace that may trace");
            return;
        }
        List<Cell> cells = cells();
        SplittableRandom random = new SplittableRandom(seed);
        for (long i = 0; i < cases; i++) {
            Cell cell = cells.remove(cases < cells.size() ? random.nextInt(cells.size()) : 0);
            RealDirectory.use("syscalls", directory -> run(directory, cell, outcomes));
            if (cells.isEmpty()) {
                cells = cells();
            }
        }
    }

    private static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (String call : CALLS) {
            for (String error : ERRORS) {
                for (String when : WHEN) {
                    cells.add(new Cell(true, call, error, when));
                    cells.add(new Cell(false, call, error, when));
                }
            }
        }
        return cells;
    }

    private static void run(Path directory, Cell cell, Outcomes outcomes) {
        CrashChild before = new CrashChild(List.of(), "write", directory, "--count", Integer.toString(RECORDS));
        require(cell, before, before.exit() == 0 && before.lastAcked() == RECORDS);
        List<String> prefix = strace(directory, cell);
        long acked = RECORDS;
        if (cell.writer) {
            CrashChild writer = new CrashChild(prefix, "write", directory, "--count", Integer.toString(RECORDS));
            require(cell, writer, writer.exit() == 0 || writer.exit() == 3);
            outcomes.add(writer.exit() == 0 ? "writers that met no error" : "writers that stopped");
            acked = Math.max(acked, writer.lastAcked());
        } else {
            CrashChild verifier = new CrashChild(prefix, "verify", directory);
            require(cell, verifier, verifier.exit() == 3 || (verifier.exit() == 0 && verifier.lastFound() >= acked));
            outcomes.add(verifier.exit() == 0 ? "verifiers that met no error" : "verifiers that stopped");
        }
        CrashChild after = new CrashChild(List.of(), "verify", directory);
        require(cell, after, after.exit() == 0 && after.lastFound() >= acked);
        outcomes.add("cells");
    }

    /** Only calls on files of the log, which have these names at one time or another. */
    private static List<String> strace(Path directory, Cell cell) {
        List<String> words = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", "/dev/null"));
        words.addAll(List.of("-e", "trace=" + cell.call));
        words.addAll(List.of("-e", "inject=" + cell.call + ":error=" + cell.error + ":when=" + cell.when));
        List<String> names = new ArrayList<>(List.of("wal", "wal/marks", "wal/marks.new"));
        for (int segment = 1; segment <= 6; segment++) {
            for (String state : List.of("seg", "arming", "recovering")) {
                names.add(String.format(java.util.Locale.ROOT, "wal/%016x.%s", segment, state));
            }
        }
        for (String name : names) {
            words.addAll(List.of("-P", directory.resolve(name).toString()));
        }
        return words;
    }

    private static void require(Cell cell, CrashChild child, boolean holds) {
        if (!holds) {
            throw new AssertionError(cell + ": " + child);
        }
    }
}
