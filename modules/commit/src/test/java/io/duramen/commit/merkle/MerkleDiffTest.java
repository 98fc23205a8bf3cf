// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MerkleDiffTest {
    private static final byte[] SALT = new byte[32];

    /** What a model holds of a key. */
    private record Held(String value, long version) {}

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static MerkleMap numbered(int count) {
        List<MerkleChange> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            changes.add(MerkleChange.put(bytes("key-" + i), bytes("value-" + i)));
        }
        return MerkleMap.empty(SALT).with(changes, 1);
    }

    private static List<MerkleChange> diff(MerkleMap older, MerkleMap newer) {
        List<MerkleChange> found = new ArrayList<>();
        newer.diff(older, found::add);
        return found;
    }

    private static long version(MerkleMap map, String key) {
        return Objects.requireNonNull(map.find(bytes(key))).version();
    }

    @Test
    void anEntryHasTheVersionOfTheCallThatLastSetIt() {
        MerkleMap map = MerkleMap.empty(SALT)
                .with(List.of(MerkleChange.put(bytes("a"), bytes("1")), MerkleChange.put(bytes("b"), bytes("1"))), 7)
                .with(List.of(MerkleChange.put(bytes("b"), bytes("2")), MerkleChange.delete(bytes("c"))), 9);

        assertEquals(7, version(map, "a"));
        assertEquals(9, version(map, "b"));
        assertEquals(10, version(map.with(List.of(MerkleChange.put(bytes("a"), bytes("1"))), 10), "a"));
        assertEquals(0, version(map.put(bytes("a"), bytes("1")), "a"));
    }

    @Test
    void aMapIsLoadedWithTheVersionOfEachEntry() {
        MerkleMap map = MerkleMap.empty(SALT)
                .with(List.of(
                        MerkleChange.put(bytes("a"), bytes("1"), 3),
                        MerkleChange.put(bytes("b"), bytes("2"), 5),
                        MerkleChange.put(bytes("c"), bytes("3"))));

        assertEquals(3, version(map, "a"));
        assertEquals(5, version(map, "b"));
        assertEquals(0, version(map, "c"));
        assertEquals(5, MerkleChange.put(bytes("b"), bytes("2"), 5).version());
    }

    @Test
    void theRootDoesNotDependOnVersions() {
        MerkleMap map = numbered(100);
        MerkleMap again = MerkleMap.empty(SALT);
        for (int i = 99; i >= 0; i--) {
            again = again.with(List.of(MerkleChange.put(bytes("key-" + i), bytes("value-" + i))), 1000 - i);
        }

        assertEquals(map.root(), again.root());
        assertEquals(
                map.prove(bytes("key-7")).toJson(), again.prove(bytes("key-7")).toJson());
    }

    @Test
    void theDiffOfAnyTwoVersionsIsTheNaiveOneAndLeadsFromOneToTheOther() {
        Seeds.run(60, random -> {
            List<MerkleMap> maps = new ArrayList<>(List.of(MerkleMap.empty(SALT)));
            List<Map<String, Held>> models = new ArrayList<>(List.of(new TreeMap<>()));
            int keys = random.nextInt(1, 200);
            for (int version = 1; version < 25; version++) {
                Map<String, Held> model = new TreeMap<>(models.get(version - 1));
                List<MerkleChange> changes = changes(random, keys, version, model);
                maps.add(maps.get(version - 1).with(changes, version));
                models.add(model);
            }
            for (int trial = 0; trial < 40; trial++) {
                int newer = random.nextInt(maps.size());
                int older = random.nextInt(newer + 1);
                List<MerkleChange> diff = diff(maps.get(older), maps.get(newer));

                assertEquals(naive(models.get(older), models.get(newer)), shown(diff));
                MerkleMap led = maps.get(older).with(diff);
                assertEquals(maps.get(newer).root(), led.root());
                assertEquals(List.of(), diff(led, maps.get(newer)));
                assertEquals(models.get(newer), content(led));
            }
        });
    }

    private static List<MerkleChange> changes(
            SplittableRandom random, int keys, long version, Map<String, Held> model) {
        List<MerkleChange> changes = new ArrayList<>();
        Set<String> touched = new HashSet<>();
        boolean many = random.nextInt(6) == 0;
        for (int i = random.nextInt(1, many ? 2 * keys + 2 : 5); i > 0; i--) {
            String key = "k" + random.nextInt(keys);
            if (!touched.add(key)) {
                continue;
            }
            if (random.nextInt(many ? 3 : 5) == 0) {
                model.remove(key);
                changes.add(MerkleChange.delete(bytes(key)));
            } else {
                String value = "v" + random.nextInt(3);
                model.put(key, new Held(value, version));
                changes.add(MerkleChange.put(bytes(key), bytes(value)));
            }
        }
        return changes;
    }

    private static Map<String, String> naive(Map<String, Held> older, Map<String, Held> newer) {
        Map<String, String> naive = new TreeMap<>();
        newer.forEach((key, held) -> {
            if (!held.equals(older.get(key))) {
                naive.put(key, held.value() + " of " + held.version());
            }
        });
        older.keySet().stream().filter(key -> !newer.containsKey(key)).forEach(key -> naive.put(key, "gone"));
        return naive;
    }

    private static Map<String, String> shown(List<MerkleChange> diff) {
        Map<String, String> shown = new TreeMap<>();
        for (MerkleChange change : diff) {
            byte[] value = change.value();
            String what = value == null ? "gone" : new String(value, UTF_8) + " of " + change.version();
            assertNull(shown.put(new String(change.key(), UTF_8), what));
        }
        return shown;
    }

    private static Map<String, Held> content(MerkleMap map) {
        Map<String, Held> content = new TreeMap<>();
        for (MerkleEntry entry : map.entries()) {
            content.put(new String(entry.key(), UTF_8), new Held(new String(entry.value(), UTF_8), entry.version()));
        }
        return content;
    }

    @Test
    void theDiffComesInTheOrderOfKeyHashes() {
        List<MerkleChange> diff = diff(numbered(300), numbered(900));
        Hasher hasher = new Hasher(SALT);

        assertEquals(600, diff.size());
        for (int i = 1; i < diff.size(); i++) {
            byte[] before = hasher.key(diff.get(i - 1).key());
            assertTrue(Arrays.compareUnsigned(before, hasher.key(diff.get(i).key())) < 0);
        }
    }

    @Test
    void aKeySetToTheValueItHadIsToldWithItsNewVersion() {
        MerkleMap before = numbered(100);
        MerkleMap after = before.with(List.of(MerkleChange.put(bytes("key-7"), bytes("value-7"))), 2);
        List<MerkleChange> diff = diff(before, after);

        assertEquals(before.root(), after.root());
        assertEquals(1, diff.size());
        assertEquals(2, diff.get(0).version());
        assertEquals(List.of(), compared(before, after));
    }

    @Test
    void comparingMapsOfTwoHistoriesLooksAtKeysAndValuesAlone() {
        MerkleMap one = numbered(100).put(bytes("key-3"), bytes("x")).delete(bytes("key-4"));
        MerkleMap two = MerkleMap.empty(SALT);
        for (int i = 0; i < 100; i++) {
            two = two.with(List.of(MerkleChange.put(bytes("key-" + i), bytes("value-" + i))), 50 + i);
        }
        two = two.put(bytes("new"), bytes("y"));

        List<String> found = compared(one, two);
        found.sort(String::compareTo);
        assertEquals(List.of("key-3: x -> value-3", "key-4: null -> value-4", "new: null -> y"), found);
        assertEquals(List.of(), compared(numbered(100), two.delete(bytes("new"))));
    }

    private static List<String> compared(MerkleMap older, MerkleMap newer) {
        List<String> found = new ArrayList<>();
        newer.compare(older, (before, after) -> {
            MerkleEntry any = after == null ? Objects.requireNonNull(before) : after;
            String from = before == null ? "null" : new String(before.value(), UTF_8);
            String to = after == null ? "null" : new String(after.value(), UTF_8);
            found.add(new String(any.key(), UTF_8) + ": " + from + " -> " + to);
        });
        return found;
    }

    /** A way to a key in 100,000 has about 15 nodes; at each the two below it are looked at. */
    @Test
    void aDiffVisitsTheWaysToTheChangesAndNothingElse() {
        MerkleMap before = numbered(100_000);
        for (int changed : new int[] {0, 1, 10, 100, 1000}) {
            List<MerkleChange> changes = new ArrayList<>();
            for (int i = 0; i < changed; i++) {
                changes.add(
                        i % 3 == 0
                                ? MerkleChange.delete(bytes("key-" + 97 * i))
                                : MerkleChange.put(bytes("key-" + 97 * i), bytes("other")));
            }
            MerkleMap after = before.with(changes, 2);
            List<String> found = new ArrayList<>();
            TreeDiff diff = TreeDiff.withVersions(new Hasher(SALT), (older, newer) -> found.add(""));
            diff.run(before.top(), after.top());

            assertEquals(changed, found.size());
            assertTrue(diff.visited() <= 1 + 40L * changed, changed + " changes, " + diff.visited() + " nodes");
            TreeDiff values = TreeDiff.ofValues(new Hasher(SALT), (older, newer) -> {});
            values.run(before.top(), numbered(100_000).with(changes).top());
            assertEquals(diff.visited(), values.visited(), "equal nodes need not be the same objects");
        }
    }

    @Test
    void mapsOfTwoSaltsAreRefused() {
        byte[] other = SALT.clone();
        other[5] = 1;
        MerkleMap map = numbered(3);
        MerkleMap foreign = MerkleMap.empty(other);

        assertEquals(
                "SALT_MISMATCH",
                assertThrows(SaltMismatchException.class, () -> diff(foreign, map))
                        .code());
        assertThrows(SaltMismatchException.class, () -> map.compare(foreign, (before, after) -> {}));
        assertTrue(map.sameSalt(MerkleMap.empty(SALT)));
        assertFalse(map.sameSalt(foreign));
    }

    @Test
    void aDeleteInADiffNamesTheKeyThatIsGone() {
        MerkleMap before = numbered(20);
        List<MerkleChange> diff = diff(before, before.delete(bytes("key-13")));

        assertEquals(1, diff.size());
        assertArrayEquals(bytes("key-13"), diff.get(0).key());
        assertNull(diff.get(0).value());
    }
}
