// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.commit.merkle.MerkleEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Shows how much heap a store of many keys needs: a million of 24 bytes with values of 100 unless another number is given. The
 * first run fills a store; between two checkpoints it holds up to two states, because each of the keys changes. Every later
 * run opens it, changes some keys, reads all, writes checkpoints and recovers, in little more than the state. With the modules
 * compiled and {@code jspecify} at hand:
 *
 * <pre>{@code
 * m=modules; t=target/classes
 * cp=$m/commit/target/test-classes:$m/commit/$t:$m/wal/$t:$m/storage/$t:$m/clock/$t:$m/crypto/$t:$m/base/$t:jspecify-1.0.0.jar
 * java -Xmx1g -cp $cp io.duramen.commit.MillionKeys /some/new/directory
 * java -Xmx256m -cp $cp io.duramen.commit.MillionKeys /some/new/directory
 * }</pre>
 */
public final class MillionKeys {
    private static final int KEYS_A_COMMIT = 1000;
    private static final int LATER_COMMITS = 2000;

    private final Path directory;
    private final int keys;
    private long started = System.nanoTime();

    private MillionKeys(Path directory, int keys) {
        this.directory = directory;
        this.keys = keys;
    }

    /**
     * Fills a store, or uses the one there is.
     *
     * @param args the directory, and optionally the number of keys
     */
    public static void main(String[] args) {
        MillionKeys run = new MillionKeys(Path.of(args[0]), args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000);
        if (Files.exists(run.directory)) {
            run.use();
            run.recover();
        } else {
            run.fill();
        }
    }

    private void fill() {
        try (StateStore store = StateStore.create(directory, StoreOptions.defaults())) {
            for (int start = 0; start < keys; start += KEYS_A_COMMIT) {
                int from = start;
                store.commit(changes -> {
                    for (int i = from; i < Math.min(keys, from + KEYS_A_COMMIT); i++) {
                        changes.put(key(i), value(i));
                    }
                });
            }
            step("fill with " + keys + " keys");
            store.checkpoint();
            step("checkpoint");
        }
    }

    private void use() {
        try (StateStore store = StateStore.open(directory, StoreOptions.defaults())) {
            step("open");
            change(store);
            read(store);
            store.checkpoint();
            step("checkpoint");
            change(store);
        }
    }

    private void recover() {
        try (StateStore store = StateStore.open(directory, StoreOptions.defaults())) {
            step("recover " + store.recoveryReport().transactions() + " transactions");
            read(store);
        }
    }

    private void change(StateStore store) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < LATER_COMMITS; i++) {
            int number = random.nextInt(keys);
            store.commit(changes -> changes.put(key(number), value(number)));
        }
        step(LATER_COMMITS + " commits of one key");
    }

    private void read(StateStore store) {
        long bytes = 0;
        for (MerkleEntry entry : store.entries()) {
            bytes += entry.key().length + entry.value().length;
        }
        step("iterate over " + store.size() + " keys, " + bytes + " bytes");
    }

    private static byte[] key(int number) {
        return String.format(Locale.ROOT, "key-%020d", number).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] value(int number) {
        byte[] value = new byte[100];
        new SplittableRandom(number).nextBytes(value);
        return value;
    }

    private void step(String what) {
        double seconds = (System.nanoTime() - started) / 1e9;
        System.gc();
        Runtime heap = Runtime.getRuntime();
        long used = heap.totalMemory() - heap.freeMemory();
        System.out.printf(Locale.ROOT, "%-45s %7.2f s, then %4d MiB of heap%n", what, seconds, used >> 20);
        started = System.nanoTime();
    }
}
