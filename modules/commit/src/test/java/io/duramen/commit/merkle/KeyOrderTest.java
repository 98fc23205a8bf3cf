// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.duramen.testkit.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyOrderTest {
    private static final byte[] SALT = new byte[32];
    private static final Hasher HASHER = new Hasher(SALT);

    /** A map and what must be in it. */
    private record Pair(MerkleMap map, NavigableMap<byte[], String> model) {}

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static List<String> shown(List<MerkleEntry> entries) {
        return entries.stream()
                .map(entry ->
                        Arrays.toString(entry.key()) + "=" + new String(entry.value(), UTF_8) + "@" + entry.version())
                .toList();
    }

    private static List<String> shown(NavigableMap<byte[], String> model) {
        List<String> shown = new ArrayList<>();
        model.forEach((key, value) -> shown.add(Arrays.toString(key) + "=" + value));
        return shown;
    }

    @Test
    void anyRangeOfAnyVersionIsThatOfTheModelWhicheverOrderWasMadeBefore() {
        Seeds.run(60, random -> {
            List<Pair> versions = new ArrayList<>();
            versions.add(new Pair(MerkleMap.empty(SALT), new TreeMap<>(Arrays::compareUnsigned)));
            for (int version = 1; version <= 30; version++) {
                Pair on = versions.get(random.nextInt(4) == 0 ? random.nextInt(versions.size()) : versions.size() - 1);
                versions.add(changed(on, random, version));
                Pair asked = versions.get(random.nextInt(3) == 0 ? random.nextInt(versions.size()) : version);
                byte[] from = random.nextInt(4) == 0 ? new byte[0] : key(random);
                byte[] to = random.nextInt(4) == 0 ? null : key(random);

                assertEquals(
                        expected(asked.model(), from, to), shown(asked.map().range(from, to)));
                assertEquals(shown(asked.model()), shown(asked.map().entries()));
            }
        });
    }

    private static Pair changed(Pair on, SplittableRandom random, long version) {
        NavigableMap<byte[], String> model = new TreeMap<>(on.model());
        Set<String> touched = new HashSet<>();
        List<MerkleChange> changes = new ArrayList<>();
        for (int i = random.nextInt(1, random.nextInt(5) == 0 ? 60 : 4); i > 0; i--) {
            byte[] key = key(random);
            if (!touched.add(Arrays.toString(key))) {
                continue;
            }
            if (random.nextInt(4) == 0) {
                model.remove(key);
                changes.add(MerkleChange.delete(key));
            } else {
                String value = "v" + random.nextInt(2);
                model.put(key, value + "@" + version);
                changes.add(MerkleChange.put(key, bytes(value)));
            }
        }
        return new Pair(on.map().with(changes, version), model);
    }

    private static byte[] key(SplittableRandom random) {
        byte[] key = new byte[random.nextInt(1, 4)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (random.nextInt(5) * 63);
        }
        return key;
    }

    private static List<String> expected(NavigableMap<byte[], String> model, byte[] from, byte @Nullable [] to) {
        NavigableMap<byte[], String> tail = model.tailMap(from, true);
        if (to == null) {
            return shown(tail);
        }
        return Arrays.compareUnsigned(from, to) >= 0 ? List.of() : shown(tail.headMap(to, false));
    }

    @Test
    void anOrderIsKeptForItsVersionAndMovedToTheNextOne() {
        MerkleMap map = MerkleMap.empty(SALT);
        for (int i = 0; i < 100; i++) {
            map = map.put(new byte[] {(byte) i}, bytes("v"));
        }
        KeyOrders orders = new KeyOrders();
        assertNull(orders.ifThere(map.top()));
        KeyOrder first = orders.of(map.top(), HASHER);
        MerkleMap next = map.delete(new byte[] {50}).put(new byte[] {50, 1}, bytes("w"));

        assertSame(first, orders.of(map.top(), HASHER));
        assertNotNull(orders.ifThere(map.top()));
        assertNull(orders.ifThere(next.top()));
        assertEquals(
                shown(KeyOrder.of(next.top(), HASHER).range(new byte[0], null)),
                shown(orders.of(next.top(), HASHER).range(new byte[0], null)));
        assertEquals(100, first.range(new byte[0], null).size());
    }

    @Test
    void anOrderFromLongAgoIsNotKept() {
        KeyOrders orders = new KeyOrders();
        Node top = MerkleMap.empty(SALT).put(bytes("a"), bytes("1")).top();
        orders.of(top, HASHER);
        orders.changed(1000, 40);
        assertNotNull(orders.ifThere(top));
        orders.changed(11, 40);

        assertNull(orders.ifThere(top));
    }

    @Test
    void whatARangeGivesCannotBeAltered() {
        MerkleMap map = MerkleMap.empty(SALT).put(bytes("a"), bytes("1"));
        List<MerkleEntry> range = map.range(new byte[0], null);

        assertThrows(UnsupportedOperationException.class, () -> range.remove(0));
        assertThrows(UnsupportedOperationException.class, range::clear);
    }
}
