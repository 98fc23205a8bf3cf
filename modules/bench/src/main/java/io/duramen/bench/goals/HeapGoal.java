// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A life of a store with a key a record in a JVM of 256 MiB: filled, written to a checkpoint, opened, changed, written again,
 * changed, recovered. Where memory does not suffice, the figures end.
 */
final class HeapGoal implements Goal {

    /** How many steps there are. */
    static final int STEPS = 6;

    private static final int CHANGES = 2000;

    private final Map<String, Double> figures = new LinkedHashMap<>();
    private double peak;
    private int steps;

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public List<String> jvmFlags() {
        return List.of("-Xms64m", "-Xmx256m");
    }

    @Override
    public Map<String, Double> measure(Path directory, Effort effort) throws Exception {
        try {
            live(directory, effort.records());
        } catch (OutOfMemoryError | RuntimeException e) { // also what a thread of the store made of it
            System.err.println("after " + steps + " steps: " + e);
        }
        figures.put("steps of " + STEPS, (double) steps);
        figures.put("MiB at most, after a collection", peak);
        return figures;
    }

    private void live(Path directory, int keys) throws Exception {
        StoreOptions options = StoreOptions.defaults();
        createAndFill(directory, options, keys);
        openAndChange(directory, options, keys);
        StateStore[] opened = new StateStore[1];
        step("6 recover", () -> opened[0] = StateStore.open(directory, options));
        opened[0].close();
    }

    /** By itself, like the next one, so that nothing of the closed store is held while another is opened. */
    private void createAndFill(Path directory, StoreOptions options, int keys) throws Exception {
        try (StateStore store = StateStore.create(directory, options)) {
            step("1 fill", () -> Stores.fill(store, keys));
            step("2 checkpoint", store::checkpoint);
        }
    }

    private void openAndChange(Path directory, StoreOptions options, int keys) throws Exception {
        StateStore[] opened = new StateStore[1];
        step("3 open", () -> opened[0] = StateStore.open(directory, options));
        try (StateStore store = opened[0]) {
            step("4 change", () -> change(store, keys));
            step("5 checkpoint", store::checkpoint);
            change(store, keys);
        }
    }

    private static void change(StateStore store, int keys) {
        SplittableRandom random = new SplittableRandom(keys);
        for (int i = 0; i < CHANGES; i++) {
            var unused = store.commitAsync(changes -> Stores.change(changes, keys, 1, random));
        }
        Stores.drain(store);
    }

    private void step(String name, Processor.Work work) throws Exception {
        long began = System.nanoTime();
        double used = Processor.seconds(work);
        figures.put(name + ", s", (System.nanoTime() - began) / 1e9);
        figures.put(name + ", CPU s", used);
        peak = Math.max(peak, afterCollection());
        steps++;
    }

    private static double afterCollection() {
        long bytes = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null) {
                bytes += pool.getCollectionUsage().getUsed();
            }
        }
        return bytes / 1048576.0;
    }
}
