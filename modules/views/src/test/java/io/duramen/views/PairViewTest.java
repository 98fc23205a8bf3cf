// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.testkit.SimDisk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys of two parts: all that have one first part are one after the other. */
class PairViewTest {
    private static final PairCodec<String, Long> KEYS = KeyCodecs.pair(KeyCodecs.utf8(), KeyCodecs.signedLong());
    private static final View<KeyPair<String, Long>, String> LINES = View.named("lines", KEYS, ValueCodecs.utf8());

    @Test
    void theFirstPartIsAPrefixOfItsPairsAndOfNoOthers() {
        try (StateStore store = StateStore.create(SimDisk.create(), StoreOptions.defaults())) {
            List<String> firsts = List.of("", "a", "a\0", "a\0b", "ab", "b");
            store.commit(tx -> {
                for (String first : firsts) {
                    for (long line = -1; line <= 1; line++) {
                        LINES.in(tx).put(new KeyPair<>(first, line), first + line);
                    }
                }
            });

            for (String first : firsts) {
                List<String> found = new ArrayList<>();
                LINES.on(store).entries(KEYS.startingWith(first)).forEach(entry -> found.add(entry.value()));
                assertEquals(List.of(first + "-1", first + "0", first + "1"), found);
            }
            assertEquals(0, count(LINES.on(store).entries(KEYS.startingWith("none"))));
            assertEquals(18, count(LINES.on(store).entries()));
        }
    }

    private static int count(Iterable<?> entries) {
        int count = 0;
        for (Object ignored : entries) {
            count++;
        }
        return count;
    }
}
