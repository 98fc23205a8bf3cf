// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import io.duramen.storage.NioStorage;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.SimDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Kills process after process in one directory and looks after each kill at what is left. It looks at a copy, on a simulated
 * disk: the next process recovers the directory itself, as it was left, and is killed in that in turn; and the copy can lose its
 * power too, after the recovery. What the next process found must be what the copy showed.
 */
final class KillChain {
    private static final int MOST_PASSED = 4;
    private static final int MOST_RANDOM_ACKNOWLEDGEMENTS = 60;
    private static final long MOST_DELAY_NANOS = 3_000_000;

    private final KillSteps workload = new KillSteps();
    private final List<PowerPlan.Planned> kills;
    private final int first;
    private final int store;
    private final long seed;
    private final List<String> java;
    private final Path directory;
    private final Path complaints;
    private final List<KillRun> runs = Collections.synchronizedList(new ArrayList<>());
    private AckLog acks = new AckLog();
    private long expected = -1;

    /**
     * Makes a chain.
     *
     * @param kills its kills
     * @param first the number of the first of them, from 1
     * @param store its number, from 1
     * @param base where its directory and its file of errors come to be
     * @param seed what transactions follow from
     * @param java the words that start a child
     */
    KillChain(List<PowerPlan.Planned> kills, int first, int store, Path base, long seed, List<String> java) {
        this.kills = List.copyOf(kills);
        this.first = first;
        this.store = store;
        this.seed = seed;
        this.java = java;
        this.directory = base.resolve("store-" + store);
        this.complaints = base.resolve("errors-" + store + ".txt");
    }

    /**
     * Does its kills, one after the other.
     *
     * @param goOn asked before each
     * @param each called after each
     * @throws KillFailure at the first that leaves something wrong or does not reach its point; the directory is kept
     */
    void run(BooleanSupplier goOn, Runnable each) throws IOException, InterruptedException {
        for (PowerPlan.Planned kill : kills) {
            if (!goOn.getAsBoolean()) {
                return;
            }
            runs.add(kill(kill));
            each.run();
        }
        finishDirectory();
        Files.deleteIfExists(complaints);
    }

    /** What came of the kills done so far. */
    List<KillRun> runs() {
        synchronized (runs) {
            return List.copyOf(runs);
        }
    }

    private KillRun kill(PowerPlan.Planned kill) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(kill.seed());
        PowerPoint point = kill.point();
        boolean atRandom = point == null;
        int passed = point == null || point.isOpening() ? 0 : random.nextInt(MOST_PASSED);
        KillProcess process = KillProcess.start(java, directory, point, passed, seed, complaints, acks);
        process.follow(atRandom ? 1 + random.nextInt(MOST_RANDOM_ACKNOWLEDGEMENTS) : Integer.MAX_VALUE);
        if (atRandom) {
            LockSupport.parkNanos(random.nextLong(MOST_DELAY_NANOS));
        }
        int exit = process.kill();
        String reached = process.reached();
        if (process.missed() || exit != KillRun.KILLED || (!atRandom && reached == null)) {
            throw failure(kill, "did not die there; it ended with " + exit, null);
        }
        if (expected >= 0 && process.openedAt() >= 0 && process.openedAt() != expected) {
            throw failure(
                    kill,
                    "found step " + process.openedAt() + ", another recovery of the same files found " + expected,
                    null);
        }
        long acknowledged = acks.lastAcked();
        long tried = acks.lastTried();
        long found = verify(kill);
        expected = found;
        acks = new AckLog();
        acks.acked(found); // what was found once has to be there for ever; what was not is tried again
        return new KillRun(
                first + runs.size(),
                store,
                reached == null ? KillRun.RANDOM : reached,
                kill.seed(),
                process.pid(),
                exit,
                acknowledged,
                tried,
                found,
                process.acknowledgements(),
                process.openedAt() < 0 ? -1 : process.openMicros());
    }

    @SuppressWarnings("CatchingUnchecked") // whatever goes wrong in a recovery is the same violation
    private long verify(PowerPlan.Planned kill) throws IOException {
        try {
            SimDisk disk = DirectoryImage.of(directory);
            AckLog witness = acks.copy();
            long found = StoreOracle.verify(workload, disk, witness, seed);
            StoreOracle.verify(workload, disk.crash(0), witness, seed); // the power fails after the recovery
            return found;
        } catch (RuntimeException | AssertionError wrong) {
            throw failure(kill, "left something wrong: " + wrong, wrong);
        }
    }

    /** The directory itself is recovered and checked too, before it goes. */
    private void finishDirectory() throws IOException {
        try {
            StoreOracle.verify(workload, NioStorage.at(directory), acks, seed);
        } catch (RuntimeException | AssertionError wrong) {
            throw new KillFailure(directory + " at its end: " + wrong, List.copyOf(runs), wrong);
        }
        KillRuns.delete(directory);
    }

    private KillFailure failure(PowerPlan.Planned kill, String what, @Nullable Throwable cause) {
        PowerPoint point = kill.point();
        return new KillFailure(
                "process " + (first + runs.size()) + ", killed at " + (point == null ? KillRun.RANDOM : point.name())
                        + ", " + what + "; its files are in " + directory + ", its errors in " + complaints + "; "
                        + acks,
                List.copyOf(runs),
                cause);
    }
}
