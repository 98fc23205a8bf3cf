// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitsTest {
    private static final int KEYS = 1500;

    private final TreeMap<byte[], byte[]> map = new TreeMap<>(Arrays::compareUnsigned);
    private int largest;
    private int commits;

    @Test
    void keysAreInTheOrderOfTheirNumbers() {
        assertEquals("key-00000000000000000000", new String(State.key(0), StandardCharsets.US_ASCII));
        assertEquals("key-00000000000001234567", new String(State.key(1234567), StandardCharsets.US_ASCII));
        assertTrue(Arrays.compareUnsigned(State.key(999), State.key(1000)) < 0);
    }

    @Test
    void aFilledStoreHoldsEveryKeyOnce() throws Exception {
        State.fill(store(), KEYS);
        assertEquals(KEYS, map.size());
        assertEquals(2, commits);
        assertEquals(State.VALUE_BYTES, map.get(State.key(KEYS - 1)).length);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 1500})
    void aCommitSetsDifferentKeysThatAreThereAlready(int changes) throws Exception {
        State.fill(store(), KEYS);
        byte[][] before = map.values().toArray(new byte[0][]);
        Commits commits = new Commits(store(), KEYS, changes, 7);
        largest = 0;
        commits.next();
        assertEquals(changes, largest);
        assertEquals(KEYS, map.size());
        byte[][] after = map.values().toArray(new byte[0][]);
        int changed = 0;
        for (int i = 0; i < KEYS; i++) {
            changed += Arrays.equals(before[i], after[i]) ? 0 : 1;
        }
        assertEquals(changes, changed);
    }

    @Test
    void moreKeysThanThereAreCannotBeSet() {
        assertThrows(IllegalArgumentException.class, () -> new Commits(store(), 10, 11, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"duramen", "duramen-sealed", "duramen-strict"})
    void everyGuaranteeOfOursIsAnsweredWithASource(String name) {
        StoreSubject store = StoreSubjects.named(name);
        for (Guarantee guarantee : Guarantee.values()) {
            Answer answer = store.guarantees().get(guarantee);
            assertNotNull(answer, guarantee.title());
            assertTrue(answer.source().matches("[a-z]+: [A-Z]\\w+Test"), answer.source());
        }
    }

    private SubjectStore store() {
        return new SubjectStore() {
            @Override
            public void commit(byte[][] keys, byte[][] values) {
                for (int i = 0; i < keys.length; i++) {
                    assertTrue(i == 0 || Arrays.compareUnsigned(keys[i - 1], keys[i]) < 0, "the keys ascend");
                    map.put(keys[i], values[i]);
                }
                largest = Math.max(largest, keys.length);
                commits++;
            }

            @Override
            public byte[] get(byte[] key) {
                return map.get(key);
            }

            @Override
            public void drain() {}

            @Override
            public void close() {}
        };
    }
}
