// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.duramen.testkit.Seeds;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class KeySlicesTest {
    private static final byte[] SALT = new byte[32];

    private static List<String> keys(Iterable<MerkleEntry> entries) {
        List<String> keys = new ArrayList<>();
        entries.forEach(entry -> keys.add(HexFormat.of().formatHex(entry.key())));
        return keys;
    }

    @Test
    void howeverManyAreSortedAtATimeAllComeInOrderAndOnce() {
        Seeds.run(30, random -> {
            List<MerkleChange> changes = new ArrayList<>();
            int count = random.nextInt(3000);
            for (int i = 0; i < count; i++) {
                byte[] key = new byte[4];
                random.nextBytes(key);
                key[3] = (byte) i;
                key[2] = (byte) (i >>> 8);
                changes.add(MerkleChange.put(key, new byte[random.nextInt(3)]));
            }
            MerkleMap map = MerkleMap.empty(SALT).with(changes);
            List<String> expected = keys(map.entries());

            for (int most : new int[] {1, 7, 100, 1000, Integer.MAX_VALUE}) {
                if (most >= 100 || count < 300) {
                    assertEquals(expected, keys(map.slices(most)));
                }
            }
        });
    }

    @Test
    void behindTheLastThereIsNone() {
        MerkleMap map = MerkleMap.empty(SALT).put(new byte[] {1}, new byte[] {2});
        Iterator<MerkleEntry> entries = map.slices(1).iterator();
        entries.next();

        assertFalse(entries.hasNext());
        assertThrows(NoSuchElementException.class, entries::next);
        assertFalse(MerkleMap.empty(SALT).slices(1).iterator().hasNext());
    }
}
