// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.duramen.testkit.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MerkleMapTest {
    private static final byte[] SALT = new byte[32];

    static {
        for (int i = 0; i < SALT.length; i++) {
            SALT[i] = (byte) i;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static MerkleMap numbered(int count) {
        List<MerkleChange> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            changes.add(MerkleChange.put(bytes("key-" + i), bytes("value-" + i)));
        }
        return MerkleMap.empty(SALT).with(changes);
    }

    /** The roots were computed by a program in another language from docs/formats/merkle.md. */
    @Test
    void rootsAreTheDocumentedOnes() {
        MerkleMap one = MerkleMap.empty(SALT).put(bytes("key"), bytes("value"));

        assertEquals(
                "df2dcccdcce456898b342f79d25c7c96b75e0cccaaec20f28ac772b5c5ef37cb",
                numbered(0).root().toString());
        assertEquals(
                "332715beeea6d5b035f1dbc4cf991957a28be8b481bfc4d26f685500442843f0",
                one.root().toString());
        assertEquals(
                "2facab0d91d91e74a248840774c05c5a5e18d5029fbbe6bc15d0a50fce76c16f",
                numbered(9).root().toString());
        assertEquals(
                "6e33fee9dc84af50c6232739e06ad74573ef1d27e15c9f7ef748927e6d42c714",
                numbered(1000).root().toString());
    }

    @Test
    @Tag("S1.32")
    void everyVersionHasTheRootOfTheNaiveTree() {
        Seeds.run(10, random -> {
            NaiveTree naive = new NaiveTree(SALT);
            Map<String, String> model = new TreeMap<>();
            MerkleMap map = MerkleMap.empty(SALT);
            for (int step = 0; step < 40; step++) {
                List<MerkleChange> changes = new ArrayList<>();
                Set<String> touched = new HashSet<>();
                for (int i = random.nextInt(1, 8); i > 0; i--) {
                    String key = String.format("%04x", random.nextInt(120));
                    if (!touched.add(key)) {
                        continue;
                    }
                    if (random.nextInt(5) < 2) {
                        model.remove(key);
                        changes.add(MerkleChange.delete(HexFormat.of().parseHex(key)));
                    } else {
                        String value = String.format("%08x", random.nextInt());
                        model.put(key, value);
                        changes.add(MerkleChange.put(
                                HexFormat.of().parseHex(key), HexFormat.of().parseHex(value)));
                    }
                }
                map = map.with(changes);

                assertEquals(naive.root(model), map.root().toString());
                assertEquals(model.size(), map.size());
            }
        });
    }

    @Test
    @Tag("S1.32")
    void rootDependsOnTheEntriesAloneNotOnTheirHistory() {
        Seeds.run(50, random -> {
            int count = random.nextInt(1, 300);
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                order.add(i);
            }
            Collections.shuffle(order, new Random(random.nextLong()));
            MerkleMap map = MerkleMap.empty(SALT);
            for (int i : order) {
                map = map.put(bytes("passing-" + i), bytes("x")).put(bytes("key-" + i), bytes("first"));
                map = map.put(bytes("key-" + i), bytes("value-" + i));
            }
            Collections.shuffle(order, new Random(random.nextLong()));
            for (int i : order) {
                map = map.delete(bytes("passing-" + i));
            }

            assertEquals(numbered(count).root(), map.root());
        });
    }

    @Test
    @Tag("S1.22")
    void deletingMergesBucketsBackUntilNothingIsLeft() {
        MerkleMap map = numbered(200);
        for (int left = 199; left >= 0; left--) {
            map = map.delete(bytes("key-" + left));

            assertEquals(numbered(left).root(), map.root(), "with " + left + " keys left");
        }
        assertEquals(MerkleMap.empty(SALT).root(), map.root());
    }

    @Test
    void aVersionStaysAsItWas() {
        MerkleMap before = numbered(100);
        Root root = before.root();
        before.put(bytes("key-7"), bytes("other")).delete(bytes("key-8"));

        assertEquals(root, before.root());
        assertArrayEquals(bytes("value-7"), before.find(bytes("key-7")).value());
        assertArrayEquals(bytes("value-8"), before.find(bytes("key-8")).value());
    }

    @Test
    void whatDoesNotChangeAnythingKeepsTheRoot() {
        MerkleMap map = numbered(50);

        assertEquals(map.root(), map.delete(bytes("nobody")).root());
        assertEquals(map.root(), map.put(bytes("key-3"), bytes("value-3")).root());
        assertEquals(map.root(), map.with(List.of()).root());
    }

    @Test
    void keysAreFoundAndOthersAreNot() {
        MerkleMap map = numbered(500);
        for (int i = 0; i < 500; i++) {
            assertArrayEquals(bytes("value-" + i), map.find(bytes("key-" + i)).value());
        }
        assertNull(map.find(bytes("key-500")));
        assertNull(map.find(new byte[0]));
    }

    @Test
    void entriesComeInTheOrderOfUnsignedBytes() {
        MerkleMap map = MerkleMap.empty(SALT);
        byte[][] keys = {{0}, {0, 0}, {1}, {0x7F}, {(byte) 0x80}, {(byte) 0x80, 1}, {(byte) 0xFF}};
        for (int i = keys.length - 1; i >= 0; i--) {
            map = map.put(keys[i], new byte[] {(byte) i});
        }
        List<MerkleEntry> entries = map.entries();

        for (int i = 0; i < keys.length; i++) {
            assertArrayEquals(keys[i], entries.get(i).key());
        }
    }

    @Test
    void twoChangesOfOneKeyInOneCallAreRefused() {
        MerkleMap map = numbered(3);
        List<MerkleChange> twice = List.of(MerkleChange.put(bytes("a"), bytes("1")), MerkleChange.delete(bytes("a")));

        assertThrows(IllegalArgumentException.class, () -> map.with(twice));
    }

    @Test
    @Tag("S1.32")
    void anyFlippedBitOfAKeyOrValueChangesTheRoot() {
        MerkleMap map = numbered(20);
        byte[] key = bytes("key-13");
        byte[] value = bytes("value-13");
        Set<Root> roots = new HashSet<>(Set.of(map.root()));
        int flips = 0;
        for (int bit = 0; bit < 8 * key.length; bit++, flips++) {
            roots.add(map.delete(key).put(flipped(key, bit), value).root());
        }
        for (int bit = 0; bit < 8 * value.length; bit++, flips++) {
            roots.add(map.put(key, flipped(value, bit)).root());
        }

        assertEquals(1 + flips, roots.size());
    }

    @Test
    void anotherSaltGivesAnotherRoot() {
        byte[] other = SALT.clone();
        other[31] ^= 1;

        assertNotEquals(MerkleMap.empty(SALT).root(), MerkleMap.empty(other).root());
        assertThrows(IllegalArgumentException.class, () -> MerkleMap.empty(new byte[31]));
    }

    @Test
    void theRootBuilderComesToTheSameRootInAnotherWay() {
        for (int count : new int[] {0, 1, 8, 9, 64, 1000}) {
            MerkleMap map = numbered(count);
            RootBuilder builder = new RootBuilder(SALT);
            for (MerkleEntry entry : map.entries()) {
                byte[] leaf = builder.add(entry.key(), entry.value());

                assertArrayEquals(entry.keyHash(), Arrays.copyOf(leaf, 32));
                assertArrayEquals(entry.valueHash(), Arrays.copyOfRange(leaf, 32, 64));
            }
            assertEquals(map.root(), builder.root());
        }
    }

    @Test
    void inSeveralPassesItComesToTheSameRootWithTheSameLeaves() {
        for (int count : new int[] {0, 1, 8, 9, 64, 1000}) {
            MerkleMap map = numbered(count);
            for (int passes = 1; passes <= RootBuilder.MOST_PASSES; passes *= 2) {
                RootBuilder builder = new RootBuilder(SALT);
                int added = 0;
                for (int pass = 0; pass < passes; pass++) {
                    for (MerkleEntry entry : map.entries()) {
                        byte[] leaf = builder.add(pass, passes, entry.key(), entry.value());
                        if (leaf != null) {
                            assertArrayEquals(entry.keyHash(), Arrays.copyOf(leaf, 32));
                            assertArrayEquals(entry.valueHash(), Arrays.copyOfRange(leaf, 32, 64));
                            added++;
                        }
                    }
                    builder.endPass(pass, passes);
                }
                assertEquals(count, added);
                assertEquals(map.root(), builder.root());
            }
        }
    }

    @Test
    void aRootIsReadAsItIsWritten() {
        Root root = numbered(3).root();

        assertEquals(root, Root.parse(root.toString()));
        assertEquals(root, Root.of(root.bytes()));
        assertThrows(IllegalArgumentException.class, () -> Root.parse("00"));
        assertThrows(IllegalArgumentException.class, () -> Root.parse("g".repeat(64)));
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }
}
