// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.newStore;
import static io.duramen.commit.TestStores.put;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.testkit.Seeds;
import io.duramen.testkit.SimDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What can be asked of a version beyond a single key. */
class StateViewTest {

    private static List<String> keys(Iterable<MerkleEntry> entries) {
        List<String> keys = new ArrayList<>();
        entries.forEach(entry -> keys.add(new String(entry.key(), UTF_8)));
        return keys;
    }

    private static List<String> shown(List<KeyChange> changes) {
        return changes.stream()
                .map(change -> change.kind() + " " + new String(change.key(), UTF_8) + " " + text(change.before())
                        + " -> " + text(change.after()))
                .toList();
    }

    private static String text(byte[] value) {
        return value == null ? "none" : new String(value, UTF_8);
    }

    @Test
    void keysWithAPrefixComeInOrderAndNoOthers() {
        try (StateStore store = newStore(SimDisk.create())) {
            for (String key : List.of("b", "a/2", "a", "a/10", "a0", "a/", "a/1")) {
                put(store, key, key);
            }

            assertEquals(List.of("a/", "a/1", "a/10", "a/2"), keys(store.entries(bytes("a/"))));
            assertEquals(List.of("a/2", "a0"), keys(store.range(bytes("a/2"), bytes("b"))));
            assertEquals(List.of("b"), keys(store.range(bytes("a1"), null)));
            assertEquals(List.of(), keys(store.entries(bytes("c"))));
            assertEquals(List.of(), keys(store.range(bytes("b"), bytes("a"))));
            assertEquals(7, keys(store.entries(new byte[0])).size());
        }
    }

    @Test
    void aPrefixOfTheHighestBytesHasNoEndAndStillNoOtherKeys() {
        byte high = (byte) 0xFF;
        try (StateStore store = newStore(SimDisk.create())) {
            store.commit(tx -> tx.put(new byte[] {high}, bytes("1"))
                    .put(new byte[] {high, high}, bytes("2"))
                    .put(new byte[] {high, high, 3}, bytes("3"))
                    .put(new byte[] {high, 0}, bytes("4"))
                    .put(new byte[] {1, high, 7}, bytes("5"))
                    .put(new byte[] {2}, bytes("6")));

            assertEquals(List.of("2", "3"), values(store.entries(new byte[] {high, high})));
            assertEquals(List.of("1", "4", "2", "3"), values(store.entries(new byte[] {high})));
            assertEquals(List.of("5"), values(store.entries(new byte[] {1, high})));
        }
    }

    private static List<String> values(Iterable<MerkleEntry> entries) {
        List<String> values = new ArrayList<>();
        entries.forEach(entry -> values.add(new String(entry.value(), UTF_8)));
        return values;
    }

    /** Java compares text by UTF-16 units, in which the musical clef comes before the replacement character. */
    @Test
    void keysOfTextComeInTheOrderOfTheirCodePoints() {
        String replacement = "\uFFFD";
        String clef = "\uD834\uDD1E";
        try (StateStore store = newStore(SimDisk.create())) {
            put(store, clef, "1");
            put(store, replacement, "2");
            put(store, "z", "3");

            assertTrue(clef.compareTo(replacement) < 0);
            assertEquals(List.of("z", replacement, clef), keys(store.entries()));
            assertEquals(List.of("z", replacement, clef), keys(store.range(new byte[0], null)));
        }
    }

    @Test
    void aRangeBelongsToOneVersionWhateverIsCommittedMeanwhile() {
        try (StateStore store = newStore(SimDisk.create())) {
            put(store, "a", "1");
            put(store, "b", "1");
            StateView before = store.snapshot();
            Iterable<MerkleEntry> range = store.entries(new byte[0]);
            put(store, "c", "1");

            assertEquals(List.of("a", "b"), keys(range));
            assertEquals(List.of("a", "b", "c"), keys(store.entries(new byte[0])));
            assertEquals(List.of("a", "b"), keys(before.entries(new byte[0])));
        }
    }

    @Test
    void aDiffTellsWhatWasAddedRemovedAndChangedInTheOrderOfTheKeys() {
        try (StateStore store = newStore(SimDisk.create())) {
            put(store, "same", "s");
            put(store, "old", "1");
            put(store, "other", "before");
            StateView older = store.snapshot();
            put(store, "other", "after");
            store.commit(tx -> tx.delete(bytes("old")));
            put(store, "new", "2");
            put(store, "same", "s");

            assertEquals(
                    List.of("ADDED new none -> 2", "REMOVED old 1 -> none", "CHANGED other before -> after"),
                    shown(store.diff(older)));
            assertEquals(
                    List.of("REMOVED new 2 -> none", "ADDED old none -> 1", "CHANGED other after -> before"),
                    shown(older.diff(store)));
            assertEquals(List.of(), store.diff(store));
        }
    }

    @Test
    void theDiffOfTwoVersionsIsTheNaiveOneAndThatOfTwoStoresWithTheSameContentIsTheSame() {
        Seeds.run(15, random -> {
            try (StateStore store = newStore(SimDisk.create());
                    StateStore other = StateStore.create(SimDisk.create(), TestStores.options(77))) {
                List<StateView> views = new ArrayList<>(List.of(store.snapshot()));
                List<StateView> others = new ArrayList<>(List.of(other.snapshot()));
                List<Map<String, String>> models = new ArrayList<>(List.of(new TreeMap<>()));
                for (int step = 0; step < 12; step++) {
                    Map<String, String> model = new TreeMap<>(models.get(step));
                    List<String> puts = puts(random, model);
                    for (StateStore target : List.of(store, other)) {
                        target.commit(tx -> puts.forEach(key -> {
                            String value = model.get(key);
                            if (value == null) {
                                tx.delete(bytes(key));
                            } else {
                                tx.put(bytes(key), bytes(value));
                            }
                        }));
                    }
                    views.add(store.snapshot());
                    others.add(other.snapshot());
                    models.add(model);
                }
                for (int trial = 0; trial < 30; trial++) {
                    int from = random.nextInt(views.size());
                    int to = random.nextInt(views.size());
                    List<String> naive = naive(models.get(from), models.get(to));

                    assertEquals(naive, shown(views.get(to).diff(views.get(from))));
                    assertEquals(naive, shown(others.get(to).diff(views.get(from))));
                }
            }
        });
    }

    private static List<String> puts(SplittableRandom random, Map<String, String> model) {
        List<String> touched = new ArrayList<>();
        for (int i = random.nextInt(1, 20); i > 0; i--) {
            String key = "k" + random.nextInt(40);
            touched.add(key);
            if (random.nextInt(3) == 0) {
                model.remove(key);
            } else {
                model.put(key, "v" + random.nextInt(3));
            }
        }
        return touched;
    }

    private static List<String> naive(Map<String, String> older, Map<String, String> newer) {
        Map<String, String> all = new TreeMap<>(older);
        all.putAll(newer);
        List<String> naive = new ArrayList<>();
        for (String key : all.keySet()) {
            String before = older.get(key);
            String after = newer.get(key);
            if (before == null) {
                naive.add("ADDED " + key + " none -> " + after);
            } else if (after == null) {
                naive.add("REMOVED " + key + " " + before + " -> none");
            } else if (!before.equals(after)) {
                naive.add("CHANGED " + key + " " + before + " -> " + after);
            }
        }
        return naive;
    }

    @Test
    void aClosedStoreAnswersNoMoreAndItsSnapshotGoesOn() {
        StateStore store = newStore(SimDisk.create());
        put(store, "a", "1");
        StateView snapshot = store.snapshot();
        store.close();

        assertThrows(StoreClosedException.class, () -> store.range(new byte[0], null));
        assertThrows(StoreClosedException.class, () -> store.entries(bytes("a")));
        assertThrows(StoreClosedException.class, () -> store.diff(snapshot));
        assertThrows(StoreClosedException.class, () -> snapshot.diff(store));
        assertEquals(List.of("a"), keys(snapshot.entries(bytes("a"))));
    }

    @Test
    void aKeyChangeKeepsWhatItTellsToItself() {
        KeyChange change = new KeyChange(bytes("k"), null, bytes("v"));
        byte[] after = change.after();
        change.key()[0] = 0;
        after[0] = 0;

        assertEquals("ADDED 6b", change.toString());
        assertArrayEquals(bytes("v"), change.after());
        assertNull(change.before());
        assertThrows(IllegalArgumentException.class, () -> new KeyChange(bytes("k"), null, null));
    }
}
