// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.Seeds;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Entries of every size: inline, just inline, just too large for it, empty, with long keys. */
class BucketTest {
    private static final byte[] SALT = new byte[32];
    private static final int[] SIZES = {0, 1, 100, 430, 447, 448, 449, 450, 5000};

    private static byte[] bytes(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void entriesOfEverySizeAreFoundProvenAndHashedLikeTheNaiveTree() {
        Seeds.run(20, random -> {
            NaiveTree naive = new NaiveTree(SALT);
            Map<String, String> model = new TreeMap<>();
            List<byte[]> keys = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                keys.add(bytes(random, random.nextInt(6) == 0 ? SIZES[random.nextInt(2, SIZES.length)] : 2 + i));
            }
            MerkleMap map = MerkleMap.empty(SALT);
            for (int step = 1; step <= 40; step++) {
                byte[] key = keys.get(random.nextInt(keys.size()));
                if (random.nextInt(4) == 0) {
                    model.remove(HexFormat.of().formatHex(key));
                    map = map.delete(key);
                } else {
                    byte[] value = bytes(random, SIZES[random.nextInt(SIZES.length)]);
                    model.put(HexFormat.of().formatHex(key), HexFormat.of().formatHex(value));
                    map = map.with(List.of(MerkleChange.put(key, value)), step);
                }

                assertEquals(naive.root(model), map.root().toString());
                check(map, keys, model);
            }
        });
    }

    private static void check(MerkleMap map, List<byte[]> keys, Map<String, String> model) {
        Hasher hasher = new Hasher(SALT);
        for (byte[] key : keys) {
            String expected = model.get(HexFormat.of().formatHex(key));
            MerkleEntry entry = map.find(key);
            MerkleProof proof = map.prove(key);

            assertTrue(proof.verify(map.root()));
            if (expected == null) {
                assertNull(entry);
                assertNull(proof.value());
            } else {
                byte[] value = HexFormat.of().parseHex(expected);
                assertNotNull(entry);
                assertArrayEquals(key, entry.key());
                assertArrayEquals(value, entry.value());
                assertArrayEquals(value, proof.value());
                assertArrayEquals(hasher.key(key), entry.keyHash());
                assertArrayEquals(hasher.value(value), entry.valueHash());
            }
        }
    }

    @Test
    void whatIsGivenOutIsACopy() {
        byte[] key = {1, 2};
        for (int size : SIZES) {
            byte[] value = new byte[size];
            MerkleMap map = MerkleMap.empty(SALT).put(key, value);
            MerkleEntry entry = assertNotNullEntry(map.find(key));
            entry.key()[0] = 9;
            entry.keyHash()[0]++;
            entry.valueHash()[0]++;
            if (size > 0) {
                entry.value()[0] = 9;
            }

            assertArrayEquals(key, entry.key());
            assertArrayEquals(value, entry.value());
            assertEquals(
                    MerkleMap.empty(SALT).put(key, value).root(),
                    map.put(new byte[] {3}, key).delete(new byte[] {3}).root());
        }
    }

    private static MerkleEntry assertNotNullEntry(MerkleEntry entry) {
        assertNotNull(entry);
        return entry;
    }

    @Test
    void aChangeOfANeighbourKeepsALargeEntrysOwnArray() {
        byte[] large = new byte[Packed.MOST_INLINE];
        Hasher hasher = new Hasher(SALT);
        MerkleMap map = MerkleMap.empty(SALT).put(new byte[] {1}, large);
        MerkleMap later = map.put(new byte[] {2}, new byte[] {2});
        byte[] before = ((Bucket) map.top()).leaves(hasher).get(0).own();
        Leaf after = ((Bucket) later.top())
                .leaves(hasher).stream().filter(Leaf::isLarge).findFirst().orElseThrow();

        assertSame(before, after.own());
    }
}
