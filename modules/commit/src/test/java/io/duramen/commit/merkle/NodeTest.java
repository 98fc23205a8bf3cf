// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a node says of what is below it without looking there. */
class NodeTest {
    private static final byte[] SALT = new byte[32];
    private final Hasher hasher = new Hasher(SALT);

    private static byte[] key(int number) {
        return new byte[] {(byte) number, (byte) (number >>> 8)};
    }

    private static List<MerkleChange> changes(SplittableRandom random, int most) {
        List<MerkleChange> changes = new ArrayList<>();
        for (int number = random.nextInt(3); number < 300; number += 1 + random.nextInt(600 / most)) {
            byte[] value = {(byte) random.nextInt(100)};
            changes.add(
                    random.nextInt(5) < 2 ? MerkleChange.delete(key(number)) : MerkleChange.put(key(number), value));
        }
        return changes;
    }

    /** Returns the highest version found below. */
    private long check(Node node) {
        if (!(node instanceof Node.Inner inner)) {
            return node.newest();
        }
        long newest = Math.max(check(inner.left), check(inner.right));
        assertEquals(inner.left.count() + inner.right.count(), inner.count());
        assertTrue(inner.count() > Node.BUCKET_KEYS);
        assertArrayEquals(inner.left.hash(hasher), inner.hashOfHalf(false));
        assertArrayEquals(inner.right.hash(hasher), inner.hashOfHalf(true));
        assertEquals(newest, inner.newest());
        return newest;
    }

    @Test
    void anInnerNodeHasTheHashesTheCountAndTheNewestVersionOfItsHalves() {
        Seeds.run(50, random -> {
            MerkleMap map = MerkleMap.empty(SALT);
            for (int version = 1; version <= 30; version++) {
                int most = 1 + random.nextInt(random.nextBoolean() ? 3 : 300);
                map = map.with(changes(random, most), version);
                check(map.top());
            }
        });
    }

    @Test
    void nodesHaveTheSameHashIfWhatIsBelowThemIsTheSame() {
        Seeds.run(20, random -> {
            MerkleMap map = MerkleMap.empty(SALT).with(changes(random, 300), 1);
            MerkleMap same = MerkleMap.empty(SALT).with(changes(random, 300), 2);
            List<MerkleChange> difference = new ArrayList<>();
            map.diff(same, difference::add);
            same = same.with(difference);
            MerkleMap other = map.put(key(1000), key(1));

            assertTrue(map.top().sameHash(same.top()));
            assertFalse(map.top().sameHash(other.top()));
            assertFalse(Node.Empty.NODE.sameHash(map.top()));
            assertFalse(map.top().sameHash(Node.Empty.NODE));
            assertEquals(map.root(), same.root());
        });
    }
}
