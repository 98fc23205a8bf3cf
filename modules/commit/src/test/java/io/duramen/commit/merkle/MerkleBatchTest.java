// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.Seeds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MerkleBatchTest {
    private static final byte[] SALT = new byte[32];
    private static final MerkleMap EMPTY = MerkleMap.empty(SALT);

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static MerkleMap applied(MerkleMap map, Collection<MerkleChange> changes) {
        MerkleBatch batch = new MerkleBatch(map);
        changes.forEach(batch::add);
        return batch.apply();
    }

    /** No two keys whose hashes begin with so many equal bits will ever be found; the part is told hashes that do. */
    @Test
    void changesOfKeysWhoseHashesBeginAlikeAreKeptApartAndInOrder() {
        Hasher hasher = new Hasher(SALT);
        ChangedPart part = new ChangedPart();
        for (int i = 0; i < 100; i++) {
            byte[] keyHash = new byte[Root.BYTES];
            keyHash[0] = 7;
            keyHash[5] =
                    (byte) (i % 3 * 100); // 0, 100 and one with its highest bit set, so that numbers must be unsigned
            keyHash[31] = (byte) (i % 10 * 25);
            byte[] key = {(byte) (i % 30)};
            part.add(keyHash, i % 4 == 0 ? MerkleChange.delete(key) : MerkleChange.put(key, new byte[] {(byte) i}, i));
        }
        List<TreeEditor.Edit> edits = new ArrayList<>();
        part.addTo(edits, hasher);

        assertEquals(30, edits.size());
        for (int i = 1; i < edits.size(); i++) {
            assertTrue(TreeEditor.Edit.compare(edits.get(i - 1), edits.get(i)) < 0);
        }
        List<Long> versions = new ArrayList<>();
        MerkleMap.collect(
                new TreeEditor(hasher, edits).apply(Node.Empty.NODE, 0),
                hasher,
                entry -> versions.add(entry.version()));
        versions.sort(null);
        assertEquals(LongStream.range(70, 100).filter(i -> i % 4 != 0).boxed().toList(), versions);
    }

    @Test
    void whatIsAppliedTogetherIsWhatOneAfterTheOtherGives() {
        Seeds.run(60, random -> {
            MerkleMap map = EMPTY;
            for (int round = 0; round < 4; round++) {
                int keys = 1 + random.nextInt(random.nextBoolean() ? 12 : 3000);
                List<MerkleChange> changes = changes(random, random.nextInt(2 * keys), keys, 1000L * round);
                Map<String, MerkleChange> last = new LinkedHashMap<>();
                changes.forEach(change -> last.put(new String(change.key(), UTF_8), change));
                MerkleMap expected = map.with(last.values());
                MerkleMap found = applied(map, changes);

                assertEquals(expected.root(), found.root());
                assertEquals(expected.size(), found.size());
                List<MerkleChange> differences = new ArrayList<>();
                found.diff(expected, differences::add);
                expected.diff(found, differences::add);
                assertEquals(List.of(), differences);
                byte[] any = bytes("key-" + random.nextInt(keys));
                assertEquals(expected.prove(any).toJson(), found.prove(any).toJson());
                assertEquals(expected.entries().size(), found.entries().size());
                map = found;
            }
        });
    }

    private static List<MerkleChange> changes(SplittableRandom random, int count, int keys, long version) {
        List<MerkleChange> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] key = bytes("key-" + random.nextInt(keys));
            byte[] value = new byte[random.nextInt(8) == 0 ? random.nextInt(2000) : random.nextInt(50)];
            random.nextBytes(value);
            changes.add(random.nextInt(3) == 0 ? MerkleChange.delete(key) : MerkleChange.put(key, value, version + i));
        }
        return changes;
    }

    @Test
    void ofSeveralChangesOfAKeyTheLastCounts() {
        byte[] key = bytes("a");
        byte[] large = new byte[5000];

        assertArrayEquals(
                bytes("2"),
                applied(EMPTY, List.of(MerkleChange.put(key, large), MerkleChange.put(key, bytes("2"))))
                        .find(key)
                        .value());
        assertArrayEquals(
                large,
                applied(EMPTY, List.of(MerkleChange.put(key, bytes("2")), MerkleChange.put(key, large)))
                        .find(key)
                        .value());
        assertNull(applied(EMPTY, List.of(MerkleChange.put(key, large), MerkleChange.delete(key)))
                .find(key));
        assertEquals(
                EMPTY.root(),
                applied(EMPTY, List.of(MerkleChange.put(key, large), MerkleChange.delete(key)))
                        .root());
    }

    @Test
    void withoutChangesTheMapStaysTheSame() {
        MerkleMap map = EMPTY.put(bytes("a"), bytes("1"));

        assertSame(map, applied(map, List.of()));
        assertEquals(
                map.root(),
                applied(map, List.of(MerkleChange.delete(bytes("b")))).root());
    }

    @Test
    void howMuchIsHeldIsTold() {
        MerkleBatch batch = new MerkleBatch(EMPTY);
        assertEquals(0, batch.bytes());
        batch.add(MerkleChange.put(bytes("a"), new byte[100]));
        long small = batch.bytes();
        assertTrue(small >= 101 && small < 200, () -> small + " bytes");
        batch.add(MerkleChange.put(bytes("b"), new byte[100_000]));
        assertTrue(batch.bytes() > 100_000, () -> batch.bytes() + " bytes");
    }
}
