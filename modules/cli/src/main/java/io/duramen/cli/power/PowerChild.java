// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import io.duramen.commit.Changes;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreMissingException;
import io.duramen.commit.StoreMode;
import io.duramen.commit.StoreOptions;
import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import io.duramen.testkit.GatedStorage;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.Durability;
import io.duramen.wal.WalOptions;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The process that the power test kills: opens or creates a store, with the threads it has in production, and commits from two
 * of them until it is killed. What it says, a line each:
 *
 * <pre>
 * OPENED step micros   the store is open; it stands at the step
 * TRY step             the step is about to be committed
 * ACK step             it is durable
 * POINT name           a thread stands at the point and goes no further
 * MISSED               the point did not come
 * </pre>
 */
public final class PowerChild {
    /** How many steps it does as fast as it can; it is killed long before. */
    private static final int STEPS = 600;

    /**
     * How many it does after them with a checkpoint behind each. On a busy machine the threads that write checkpoints and merge
     * them get so little of it that a point of theirs has not come by then.
     */
    private static final int MOST_CHECKPOINTS = 20_000;

    private static final int THREADS = 2;
    private static final int STEPS_A_CHECKPOINT = 8;
    private static final int REHEARSED_STEPS = 5 * STEPS_A_CHECKPOINT;

    /** In the place of a point: to end by itself, after a little of everything. */
    static final String REHEARSAL = "rehearsal";

    private final PrintStream out;
    private final PointGate gate;
    private final StoreMode mode;
    private final long seed;

    private PowerChild(PrintStream out, PointGate gate, StoreMode mode, long seed) {
        this.out = out;
        this.gate = gate;
        this.mode = mode;
        this.seed = seed;
    }

    /**
     * Works until it is killed.
     *
     * @param args the directory; the seed; the point's name, {@code -} for none or {@value #REHEARSAL}; how often it is
     *     passed before
     * @throws InterruptedException never
     */
    public static void main(String... args) throws InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        endWithParent();
        boolean rehearsal = args[2].equals(REHEARSAL);
        PowerPoint point = rehearsal || args[2].equals("-") ? null : PowerPoint.valueOf(args[2]);
        PointGate gate = new PointGate(point, Integer.parseInt(args[3]), reached -> say(out, "POINT " + reached));
        StoreMode mode = point != null && point.isStrict() ? StoreMode.STRICT : StoreMode.JOURNAL;
        PowerChild child = new PowerChild(out, gate, mode, Long.parseLong(args[1]));
        if (rehearsal) {
            child.rehearse(Path.of(args[0]));
            return;
        }
        child.work(Path.of(args[0]));
        say(out, "MISSED");
    }

    /** A child whose parent died would stand at its point for ever. */
    private static void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // nothing is ever said
                        }
                    } catch (IOException gone) {
                        // as good as the end
                    }
                    Runtime.getRuntime().halt(1);
                },
                "duramen-power-parent");
        watch.setDaemon(true);
        watch.start();
    }

    private void work(Path directory) throws InterruptedException {
        long begun = System.nanoTime();
        try (StateStore store = open(GatedStorage.over(NioStorage.at(directory), gate))) {
            say(out, "OPENED " + KillSteps.stepOf(store) + " " + (System.nanoTime() - begun) / 1_000);
            gate.opened();
            List<Thread> others = new ArrayList<>();
            for (int i = 1; i < THREADS; i++) {
                Thread other = new Thread(() -> commit(store, STEPS / THREADS), "committer-" + i);
                other.start();
                others.add(other);
            }
            commit(store, STEPS / THREADS);
            for (Thread other : others) {
                other.join();
            }
            for (int i = 0; i < MOST_CHECKPOINTS; i++) {
                commit(store, 1);
                store.checkpoint();
            }
        }
    }

    /** Creates a store, and opens one as a kill leaves it. */
    private void rehearse(Path directory) {
        try (StateStore store = open(GatedStorage.over(NioStorage.at(directory), gate))) {
            commit(store, REHEARSED_STEPS);
            store.checkpoint();
        }
        SimDisk disk = SimDisk.create();
        try (StateStore store = open(disk)) {
            commit(store, REHEARSED_STEPS);
            open(disk.crash(1)).close(); // everything that was written is there
        }
    }

    private StateStore open(Storage storage) {
        StoreOptions options = StoreOptions.builder()
                .mode(mode)
                .wal(WalOptions.builder()
                        .durability(mode == StoreMode.STRICT ? Durability.FULL : Durability.WAL)
                        .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                        .maxSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                        .build())
                .checkpointCommits(STEPS_A_CHECKPOINT)
                .build();
        try {
            return StateStore.open(storage, options);
        } catch (StoreMissingException notYetCreated) {
            return StateStore.create(storage, options);
        }
    }

    private void commit(StateStore store, int count) {
        for (int i = 0; i < count; i++) {
            long[] step = new long[1];
            store.commit(tx -> step[0] = change(tx)); // one body at a time
            say(out, "ACK " + step[0]);
        }
    }

    private long change(Changes tx) {
        long step = KillSteps.next(tx);
        say(out, "TRY " + step);
        new KillSteps().change(tx, step, seed);
        return step;
    }

    /** Handed to the system in one piece before this returns, so that no kill takes back what was said. */
    private static void say(PrintStream out, String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.US_ASCII);
        synchronized (out) {
            out.write(bytes, 0, bytes.length);
            out.flush();
        }
    }
}
