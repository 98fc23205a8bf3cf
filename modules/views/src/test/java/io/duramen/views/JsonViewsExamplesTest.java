// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.commit.CommitReceipt;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.views.json.JsonCodec;
import io.duramen.views.json.JsonTolerance;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The examples of the guide. */
class JsonViewsExamplesTest {
    private static final List<String> PRINTED = new ArrayList<>();

    /** A value. */
    public record Order(String customer, BigDecimal total, List<String> items) {}

    static final View<Long, Order> ORDERS = View.named("orders", KeyCodecs.signedLong(), JsonCodec.of(Order.class));

    @TempDir
    private Path directory;

    @BeforeEach
    void printNothingYet() {
        PRINTED.clear();
    }

    @Test
    void aRecordIsPutReadChangedAndProven() {
        try (StateStore store = StateStore.create(directory, StoreOptions.defaults())) {
            CommitReceipt receipt = store.commit(tx -> ORDERS.in(tx)
                    .put(17L, new Order("Ada", new BigDecimal("19.90"), List.of("oak", "ash")))
                    .put(18L, new Order("Emil", new BigDecimal("5"), List.of())));

            ViewReader<Long, Order> orders = ORDERS.on(store); // one version, whatever is committed meanwhile
            print(orders.get(17L));
            print(orders.prove(17L).verify(receipt.root()));

            for (ViewEntry<Long, Order> entry :
                    orders.range(10L, 18L)) { // in the order of the keys; 18 is not among them
                print(entry.key() + " " + entry.value().customer());
            }

            ViewEntry<Long, Order> seen = orders.entry(17L);
            Order dearer = new Order(
                    seen.value().customer(), new BigDecimal("21"), seen.value().items());
            store.commit(tx -> ORDERS.in(tx).expectVersion(17L, seen.version()).put(17L, dearer));

            print(new String(store.get(ORDERS.keyBytes(18L)), UTF_8));
        }
        assertEquals(
                List.of(
                        "Order[customer=Ada, total=19.9, items=[oak, ash]]",
                        "true",
                        "17 Ada",
                        "{\"customer\":\"Emil\",\"items\":[],\"total\":5}"),
                PRINTED);
    }

    @Test
    void severalViewsShareAStoreAndKeysMayHaveParts() {
        try (StateStore store = StateStore.create(directory, StoreOptions.defaults())) {
            PairCodec<String, Long> customerAndNumber = KeyCodecs.pair(KeyCodecs.utf8(), KeyCodecs.signedLong());
            View<KeyPair<String, Long>, JsonNode> notes = View.named("notes", customerAndNumber, JsonCodec.tree());

            store.commit(tx -> notes.in(tx)
                    .put(new KeyPair<>("Ada", 2L), note("call back"))
                    .put(new KeyPair<>("Ada", 1L), note("asked for ash"))
                    .put(new KeyPair<>("Emil", 1L), note("paid")));

            for (var entry : notes.on(store).entries(customerAndNumber.startingWith("Ada"))) {
                print(entry.key().second() + " " + entry.value().get("text").stringValue());
            }
            assertTrue(!ORDERS.on(store).entries().iterator().hasNext());
        }
        assertEquals(List.of("1 asked for ash", "2 call back"), PRINTED);
    }

    @Test
    void aValueOfANewerReleaseIsRefusedAndKept() {
        byte[] newer = "{\"currency\":\"EUR\",\"customer\":\"Ada\",\"items\":[],\"total\":1}".getBytes(UTF_8);
        try (StateStore store = StateStore.create(directory, StoreOptions.defaults())) {
            store.commit(tx -> tx.put(ORDERS.keyBytes(17L), newer));
            try {
                ORDERS.on(store).get(17L);
            } catch (UnreadableEntryException e) {
                print(e.reason().path() + ": " + e.reason().found());
                byte[] bytes = e.value(); // as they stand in the store
                assertArrayEquals(newer, bytes);
            }
            View<Long, Order> readOnly = View.named(
                    "orders",
                    KeyCodecs.signedLong(),
                    JsonCodec.of(Order.class).tolerating(JsonTolerance.UNKNOWN_PROPERTIES));
            print(readOnly.on(store).get(17L).customer());
        }
        assertEquals(List.of("/currency: one that it does not have", "Ada"), PRINTED);
    }

    private static JsonNode note(String text) {
        return JsonNodeFactory.instance.objectNode().put("text", text);
    }

    private static void print(Object line) {
        PRINTED.add(String.valueOf(line));
    }
}
