// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.commit.merkle.Root;
import io.duramen.testkit.SimDisk;
import io.duramen.views.KeyCodecs;
import io.duramen.views.NotDecodableException;
import io.duramen.views.View;
import io.duramen.views.ViewEntry;
import io.duramen.wal.WalOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Random values, and random damage to them. Each failure names its seed; {@code -Dduramen.seed} runs that one alone. */
class FuzzTest {
    private static final JsonCodec<JsonNode> TREE = JsonCodec.tree();
    private static final View<Long, JsonNode> VALUES = View.named("values", KeyCodecs.signedLong(), TREE);

    @Test
    @Tag("S1.06")
    void valuesOfAnyKindComeBackAfterReopeningAndTheRootFollowsFromThemAlone() {
        long seed = Long.getLong("duramen.seed", 20260102);
        Map<Long, JsonNode> model = new TreeMap<>();
        Random random = new Random(seed);
        RandomValues values = new RandomValues(random);
        for (int i = 0; i < 500; i++) {
            model.put(random.nextLong(), values.next());
        }
        Root root = stored(model, new ArrayList<>(model.keySet()), seed);
        List<Long> shuffled = new ArrayList<>(model.keySet());
        Collections.shuffle(shuffled, random);
        assertEquals(root, stored(model, shuffled, seed), "seed " + seed);
    }

    /** Writes them in an order, reads them after reopening, and returns the root. */
    private static Root stored(Map<Long, JsonNode> model, List<Long> order, long seed) {
        SimDisk disk = SimDisk.create();
        StoreOptions options = StoreOptions.builder()
                .wal(WalOptions.builder().random(new Random(1)).build())
                .build();
        try (StateStore store = StateStore.create(disk, options)) {
            for (int from = 0; from < order.size(); from += 100) {
                List<Long> some = order.subList(from, Math.min(from + 100, order.size()));
                store.commit(tx -> some.forEach(key -> VALUES.in(tx).put(key, model.get(key))));
            }
        }
        try (StateStore store = StateStore.open(disk, options)) {
            var expected = model.entrySet().iterator();
            for (ViewEntry<Long, JsonNode> entry : VALUES.on(store).entries()) {
                var next = expected.next();
                assertEquals(next.getKey(), entry.key(), "seed " + seed);
                assertEquals(next.getValue(), entry.value(), () -> "seed " + seed + ", key " + next.getKey());
            }
            assertFalse(expected.hasNext(), "seed " + seed);
            return store.root();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void damagedBytesAreRefusedOrAreAnotherValueInItsOneForm(long given) {
        long seed = Long.getLong("duramen.seed", given);
        Random random = new Random(seed);
        RandomValues values = new RandomValues(random);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = TREE.encode(values.next());
            byte[] damaged = damaged(bytes, random);
            try {
                assertArrayEquals(damaged, TREE.encode(TREE.decode(damaged)), () -> "seed " + seed);
            } catch (NotDecodableException refused) {
                assertTrue(refused.offset() <= damaged.length, () -> "seed " + seed + ": " + refused);
                assertNotNull(refused.getMessage());
            }
        }
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = Arrays.copyOf(bytes, Math.max(1, bytes.length + random.nextInt(5) - 2));
        for (int n = random.nextInt(3); n >= 0; n--) {
            byte[] likely = "{}[],:\"\\0eE.-+ u".getBytes(UTF_8);
            damaged[random.nextInt(damaged.length)] =
                    random.nextBoolean() ? likely[random.nextInt(likely.length)] : (byte) random.nextInt(256);
        }
        return damaged;
    }
}
