// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.commit.CommitReceipt;
import io.duramen.commit.KeyConflictException;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.commit.Transaction;
import io.duramen.testkit.SimDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ViewTest {
    private static final View<String, String> NAMES = View.named("names", KeyCodecs.utf8(), ValueCodecs.utf8());
    private static final View<Long, String> ORDERS = View.named("orders", KeyCodecs.signedLong(), ValueCodecs.utf8());

    private final SimDisk disk = SimDisk.create();
    private StateStore store = StateStore.create(disk, StoreOptions.defaults());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatIsPutIsThereAfterReopeningAsAnEntryLikeAnyOther() {
        CommitReceipt receipt = store.commit(tx -> NAMES.in(tx).put("oak", "Quercus"));
        store.close();
        store = StateStore.open(disk, StoreOptions.defaults());

        assertEquals("Quercus", NAMES.on(store).get("oak"));
        assertNull(NAMES.on(store).get("ash"));
        assertArrayEquals("Quercus".getBytes(UTF_8), store.get("names/oak".getBytes(UTF_8)));
        assertTrue(NAMES.on(store).prove("oak").verify(receipt.root()));
    }

    @Test
    void viewsThatShareAStoreDoNotSeeEachOther() {
        View<String, String> name = View.named("name", KeyCodecs.utf8(), ValueCodecs.utf8());
        store.commit(tx -> {
            NAMES.in(tx).put("oak", "1");
            name.in(tx).put("soak", "2").put("s/oak", "3");
            ORDERS.in(tx).put(-1L, "4");
            tx.put(bytes("names"), bytes("5")).put(bytes("names0"), bytes("6"));
        });

        assertEquals(List.of("oak=1"), read(NAMES.on(store).entries()));
        assertEquals(List.of("oak=1"), read(NAMES.on(store).range(null, null)));
        assertEquals(List.of("s/oak=3", "soak=2"), read(name.on(store).entries()));
        assertEquals(List.of("-1=4"), read(ORDERS.on(store).entries()));
    }

    @Test
    void theViewOfAllEntriesHasNothingBeforeItsKeys() {
        View<String, String> all = View.ofAll(KeyCodecs.utf8(), ValueCodecs.utf8());
        store.commit(tx -> all.in(tx).put("names/oak", "1").put("\uD83C\uDF33", "2"));

        assertEquals("1", NAMES.on(store).get("oak"));
        assertEquals(
                List.of("names/oak=1", "\uD83C\uDF33=2"), read(all.on(store).entries()));
        assertEquals(List.of("\uD83C\uDF33=2"), read(all.on(store).range("names/oak\0", null)));
        assertThrows(
                IllegalArgumentException.class,
                () -> store.commit(tx -> all.in(tx).put("", "")));
    }

    @Test
    void aNameHoldsNoSlash() {
        for (String no : List.of("", "a/b", "a b", "\u00E4", "x".repeat(65))) {
            assertThrows(
                    IllegalArgumentException.class, () -> View.named(no, KeyCodecs.utf8(), ValueCodecs.utf8()), no);
        }
    }

    @Test
    void anEmptyKeyHasAPlaceInANamedView() {
        store.commit(tx -> NAMES.in(tx).put("", "nobody"));
        assertEquals(List.of("=nobody"), read(NAMES.on(store).entries()));
    }

    @Test
    void entriesComeInTheOrderOfTheirKeys() {
        store.commit(tx -> {
            for (long key : new long[] {5, -3, Long.MIN_VALUE, 0, Long.MAX_VALUE, -1, 256}) {
                ORDERS.in(tx).put(key, "");
            }
        });

        List<Long> keys = new ArrayList<>();
        ORDERS.on(store).entries().forEach(entry -> keys.add(entry.key()));
        assertEquals(List.of(Long.MIN_VALUE, -3L, -1L, 0L, 5L, 256L, Long.MAX_VALUE), keys);
        assertEquals(List.of("-3=", "-1="), read(ORDERS.on(store).range(-3L, 0L)));
        assertEquals(
                List.of("256=", Long.MAX_VALUE + "="), read(ORDERS.on(store).range(6L, null)));
        assertEquals(List.of(Long.MIN_VALUE + "=", "-3="), read(ORDERS.on(store).range(null, -2L)));
    }

    @Test
    void aPrefixPicksTheKeysThatBeginWithIt() {
        store.commit(tx -> NAMES.in(tx)
                .put("b", "1")
                .put("ba", "2")
                .put("b\uFFFF", "3")
                .put("b\uD83C\uDF33", "4")
                .put("c", "5")
                .put("a", "6"));
        assertEquals(
                List.of("b=1", "ba=2", "b\uFFFF=3", "b\uD83C\uDF33=4"),
                read(NAMES.on(store).entries(KeyPrefix.text("b"))));
        assertEquals(6, read(NAMES.on(store).entries(KeyPrefix.text(""))).size());
        assertEquals(List.of(), read(NAMES.on(store).entries(KeyPrefix.text("bb"))));
    }

    @Test
    void aReaderOfAStoreStaysAtOneVersion() {
        store.commit(tx -> NAMES.in(tx).put("oak", "1"));
        ViewReader<String, String> before = NAMES.on(store);
        store.commit(tx -> NAMES.in(tx).put("oak", "2").put("ash", "3"));

        assertEquals(List.of("oak=1"), read(before.entries()));
        assertEquals("1", before.get("oak"));
        assertEquals(1, before.version("oak"));
        assertEquals(1, before.state().lsn());
        assertEquals(List.of("ash=3", "oak=2"), read(NAMES.on(store).entries()));
    }

    @Test
    void aTransactionReadsItsOwnChanges() {
        store.commit(tx -> NAMES.in(tx).put("oak", "1").put("ash", "1"));
        try (Transaction transaction = store.begin()) {
            ViewChanges<String, String> names = NAMES.in(transaction);
            names.put("oak", names.get("oak") + "!").delete("ash");

            assertEquals("1!", names.get("oak"));
            assertNull(names.get("ash"));
            assertEquals(1, names.version("oak"));
            transaction.commit();
        }
        assertEquals(List.of("oak=1!"), read(NAMES.on(store).entries()));
    }

    @Test
    void readingAValueReliesOnTheValueAndNotOnItsVersion() {
        store.commit(tx -> NAMES.in(tx).put("oak", "1").put("ash", "1"));
        try (Transaction transaction = store.begin()) {
            NAMES.in(transaction).put("elm", NAMES.in(transaction).get("oak"));
            store.commit(tx -> NAMES.in(tx).put("oak", "1"));
            transaction.commit();
        }
        try (Transaction transaction = store.begin()) {
            NAMES.in(transaction).put("elm", NAMES.in(transaction).get("oak"));
            store.commit(tx -> NAMES.in(tx).put("oak", "2"));
            assertThrows(KeyConflictException.class, transaction::commit);
        }
    }

    @Test
    void anExpectedVersionIsACondition() {
        store.commit(tx -> NAMES.in(tx).put("oak", "1"));
        ViewEntry<String, String> seen = NAMES.on(store).entry("oak");
        assertNotNull(seen);
        store.commit(tx -> NAMES.in(tx).expectVersion("oak", seen.version()).put("oak", seen.value() + "2"));

        KeyConflictException stale = assertThrows(
                KeyConflictException.class,
                () -> store.commit(
                        tx -> NAMES.in(tx).expectVersion("oak", seen.version()).put("oak", "3")));
        assertArrayEquals(NAMES.keyBytes("oak"), stale.key());
        assertThrows(
                KeyConflictException.class,
                () -> store.commit(tx -> NAMES.in(tx).expectVersion("oak", 0).put("oak", "new")));
        store.commit(tx -> NAMES.in(tx).expectVersion("ash", 0).put("ash", "new"));
        assertEquals(List.of("ash=new", "oak=12"), read(NAMES.on(store).entries()));
    }

    @Test
    void whatCannotBeWrittenLeavesTheTransactionAsItWas() {
        store.commit(tx -> {
            NAMES.in(tx).put("oak", "1");
            assertThrows(NotEncodableException.class, () -> NAMES.in(tx).put("oak", "\uD800"));
            assertThrows(NotEncodableException.class, () -> NAMES.in(tx).put("\uDC00", "1"));
        });
        assertEquals(List.of("oak=1"), read(NAMES.on(store).entries()));
    }

    @Test
    void anIteratorEndsAndDoesNotRemove() {
        store.commit(tx -> NAMES.in(tx).put("oak", "1"));
        var iterator = NAMES.on(store).entries().iterator();
        iterator.next();
        assertThrows(UnsupportedOperationException.class, iterator::remove);
        assertThrows(NoSuchElementException.class, iterator::next);
    }

    @Test
    void aViewSaysWhatItIs() {
        assertEquals("orders: a signed number of 8 bytes to UTF-8 text", ORDERS.toString());
        assertEquals("orders", ORDERS.name());
        assertEquals(
                "all entries: bytes to bytes",
                View.ofAll(KeyCodecs.bytes(), ValueCodecs.bytes()).toString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static List<String> read(Iterable<? extends ViewEntry<?, String>> entries) {
        List<String> read = new ArrayList<>();
        entries.forEach(entry -> read.add(entry.key() + "=" + entry.value()));
        return read;
    }
}
