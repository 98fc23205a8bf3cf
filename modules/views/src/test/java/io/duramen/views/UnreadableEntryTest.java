// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.testkit.SimDisk;
import io.duramen.views.json.JsonCodec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever meets bytes he cannot read is told where, and keeps them. */
class UnreadableEntryTest {
    /** A value. */
    public record Tree(String name) {}

    private static final View<Long, Tree> TREES = View.named("trees", KeyCodecs.signedLong(), JsonCodec.of(Tree.class));
    private static final byte[] NEWER = "{\"name\":\"oak\",\"secret\":1}".getBytes(UTF_8);

    private final StateStore store = StateStore.create(SimDisk.create(), StoreOptions.defaults());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aValueOfANewerReleaseIsRefusedAndItsBytesAreStillThere() {
        store.commit(tx -> tx.put(TREES.keyBytes(1L), NEWER));

        UnreadableEntryException refused = assertThrows(
                UnreadableEntryException.class, () -> TREES.on(store).get(1L));
        assertEquals("UNREADABLE_ENTRY", refused.code());
        assertArrayEquals(TREES.keyBytes(1L), refused.key());
        assertArrayEquals(NEWER, refused.value());
        assertEquals(1, refused.version());
        assertEquals("/secret", refused.reason().path());
        assertEquals("the properties of Tree", refused.reason().expected());
        assertEquals("one that it does not have", refused.reason().found());
        assertEquals(
                "the value of an entry of the view trees that was set at LSN 1 is not JSON of Tree: expected the properties of"
                        + " Tree, found one that it does not have",
                refused.getMessage());
        assertTrue(String.valueOf(refused.hint()).contains("duramen export - DIR"));
        assertEquals("trees", refused.details().get("view"));
        assertArrayEquals(NEWER, store.get(TREES.keyBytes(1L)));
    }

    @Test
    void aTransactionThatReadsItFirstDoesNotCutIt() {
        store.commit(tx -> tx.put(TREES.keyBytes(1L), NEWER));
        assertThrows(
                UnreadableEntryException.class,
                () -> store.commit(tx -> {
                    Tree before = TREES.in(tx).get(1L);
                    assertNotNull(before);
                    TREES.in(tx).put(1L, new Tree(before.name() + "s"));
                }));
        assertArrayEquals(NEWER, store.get(TREES.keyBytes(1L)));
    }

    @Test
    void oneThatCannotBeReadHidesNoOther() {
        store.commit(tx -> {
            TREES.in(tx).put(1L, new Tree("ash")).put(3L, new Tree("oak"));
            tx.put(TREES.keyBytes(2L), new byte[] {(byte) 0xFF});
            tx.put("trees/x".getBytes(UTF_8), TREES.valueBytes(new Tree("elm")));
        });

        List<String> seen = new ArrayList<>();
        for (ViewEntry<Long, Tree> entry : TREES.on(store).entries()) {
            try {
                seen.add(entry.key() + " " + entry.value().name());
            } catch (UnreadableEntryException e) {
                assertArrayEquals(entry.keyBytes(), e.key());
                assertArrayEquals(entry.valueBytes(), e.value());
                seen.add(e.details().get("part") + " at byte " + e.reason().offset());
            }
        }
        assertEquals(List.of("key at byte 1", "1 ash", "value at byte 0", "3 oak"), sortedAsStored(seen));
    }

    /** The short key stands where its bytes put it. */
    private static List<String> sortedAsStored(List<String> seen) {
        List<String> sorted = new ArrayList<>(seen);
        sorted.sort((a, b) -> Boolean.compare(b.startsWith("key"), a.startsWith("key")));
        return sorted;
    }

    @Test
    void nothingOfKeyAndValueIsInTheMessage() {
        View<String, Tree> trees = View.named("trees", KeyCodecs.utf8(), JsonCodec.of(Tree.class));
        for (String value : List.of(
                "{\"name\":\"oak\",\"secret\":1}",
                "{\"name\":[\"secret\"]}",
                "{\"name\":secret}",
                "\"secret\"",
                "secret")) {
            store.commit(tx -> tx.put(trees.keyBytes("my-secret"), value.getBytes(UTF_8)));
            UnreadableEntryException refused = assertThrows(
                    UnreadableEntryException.class, () -> trees.on(store).get("my-secret"));
            StringWriter trace = new StringWriter();
            refused.printStackTrace(new PrintWriter(trace));
            assertFalse(trace.toString().contains("secret"), trace::toString);
            assertFalse(
                    refused.details().toString().contains("secret"),
                    () -> refused.details().toString());
        }
    }

    @Test
    void whateverACodecThrowsIsToldWithTheEntry() {
        IllegalStateException thrown = new IllegalStateException("no");
        View<String, String> broken = View.named("broken", KeyCodecs.utf8(), new ValueCodec<>() {
            @Override
            public String form() {
                return "anything";
            }

            @Override
            public byte[] encode(String value) {
                return value.getBytes(UTF_8);
            }

            @Override
            public String decode(byte[] bytes) {
                throw thrown;
            }
        });
        store.commit(tx -> broken.in(tx).put("a", "b"));

        UnreadableEntryException refused = assertThrows(
                UnreadableEntryException.class, () -> broken.on(store).get("a"));
        assertArrayEquals("b".getBytes(UTF_8), refused.value());
        assertSame(thrown, refused.reason().getSuppressed()[0]);
    }
}
