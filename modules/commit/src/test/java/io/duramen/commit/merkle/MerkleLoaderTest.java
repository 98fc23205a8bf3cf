// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.duramen.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MerkleLoaderTest {
    private static final byte[] SALT = new byte[32];

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void aLoadedMapIsTheOneThatWasMadeByChangesAndChangesLikeIt() {
        Seeds.run(40, random -> {
            int count = random.nextInt(5) == 0 ? random.nextInt(3000) : random.nextInt(30);
            MerkleLoader loader = new MerkleLoader(SALT);
            RootBuilder builder = new RootBuilder(SALT);
            List<MerkleChange> changes = new ArrayList<>();
            Set<Integer> taken = new HashSet<>();
            for (int i = 0; i < count; i++) {
                int number = random.nextInt(10_000);
                if (!taken.add(number)) {
                    continue;
                }
                byte[] key = bytes("key-" + number);
                byte[] value = value(random);
                loader.add(key, value, number);
                builder.add(key, value);
                changes.add(MerkleChange.put(key, value, number));
            }
            MerkleMap made = MerkleMap.empty(SALT).with(changes);
            MerkleMap loaded = loader.finish();

            assertEquals(made.root(), loaded.root());
            assertEquals(made.root(), builder.root());
            assertEquals(made.size(), loaded.size());
            List<MerkleChange> differences = new ArrayList<>();
            loaded.diff(made, differences::add);
            made.diff(loaded, differences::add);
            assertEquals(List.of(), differences);
            byte[] any = bytes("key-" + random.nextInt(10_000));
            assertEquals(made.delete(any).root(), loaded.delete(any).root());
            assertEquals(made.put(any, any).root(), loaded.put(any, any).root());
            assertEquals(made.prove(any).toJson(), loaded.prove(any).toJson());
        });
    }

    private static byte[] value(SplittableRandom random) {
        byte[] value = new byte[random.nextInt(8) == 0 ? random.nextInt(2000) : random.nextInt(50)];
        random.nextBytes(value);
        return value;
    }

    @Test
    void nothingLoadedIsTheEmptyMapAndSoIsASecondFinish() {
        MerkleLoader loader = new MerkleLoader(SALT);
        loader.add(bytes("a"), bytes("1"), 1);
        loader.finish();

        assertEquals(MerkleMap.empty(SALT).root(), loader.finish().root());
        assertEquals(
                MerkleMap.empty(SALT).root(), new MerkleLoader(SALT).finish().root());
        assertEquals(MerkleMap.empty(SALT).root(), new RootBuilder(SALT).root());
    }

    @Test
    void aKeyAddedTwiceIsRefused() {
        for (int others : new int[] {0, 3, 500}) {
            MerkleLoader loader = new MerkleLoader(SALT);
            RootBuilder builder = new RootBuilder(SALT);
            for (int i = 0; i < others; i++) {
                loader.add(bytes("key-" + i), bytes("v"), 1);
                builder.add(bytes("key-" + i), bytes("v"));
            }
            for (String value : new String[] {"1", "2"}) {
                loader.add(bytes("twice"), bytes(value), 1);
                builder.add(bytes("twice"), bytes(value));
            }

            assertThrows(IllegalArgumentException.class, loader::finish);
            assertThrows(IllegalArgumentException.class, builder::root);
        }
    }

    @Test
    void theArraysGivenMayBeUsedAgain() {
        byte[] key = bytes("key-0");
        byte[] value = new byte[1000];
        MerkleLoader loader = new MerkleLoader(SALT);
        List<MerkleChange> changes = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            key[4] = (byte) ('0' + i);
            value[0] = (byte) i;
            loader.add(key, value, i);
            changes.add(MerkleChange.put(key.clone(), value.clone(), i));
        }

        assertEquals(MerkleMap.empty(SALT).with(changes).root(), loader.finish().root());
    }
}
