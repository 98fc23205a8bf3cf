// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import static io.duramen.commit.TestStores.all;
import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.get;
import static io.duramen.commit.TestStores.newStore;
import static io.duramen.commit.TestStores.open;
import static io.duramen.commit.TestStores.put;
import static io.duramen.commit.TestStores.threaded;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.commit.merkle.Root;
import io.duramen.storage.Storage;
import io.duramen.testkit.Seeds;
import io.duramen.testkit.SimDisk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Transactions that are committed only if something is still so: a root, a key's version, what they have read. */
class ConditionalCommitTest {
    private final SimDisk disk = SimDisk.create();

    @Test
    void aKeysVersionIsTheNumberOfTheTransactionThatLastSetIt() {
        try (StateStore store = newStore(disk)) {
            assertEquals(0, store.version(bytes("a")));
            put(store, "a", "1");
            put(store, "b", "1");
            assertEquals(1, store.version(bytes("a")));
            assertEquals(2, store.version(bytes("b")));
            put(store, "a", "1"); // the value it has
            assertEquals(3, store.version(bytes("a")));
            StateView before = store.snapshot();
            store.commit(tx -> tx.delete(bytes("a")));
            assertEquals(0, store.version(bytes("a")));
            assertEquals(3, before.version(bytes("a")));
            put(store, "a", "2");
            assertEquals(5, store.version(bytes("a")));
            assertEquals(5, store.entries().iterator().next().version());
        }
        try (StateStore store = open(disk)) {
            assertEquals(5, store.version(bytes("a")));
            assertEquals(2, store.version(bytes("b")));
        }
    }

    /** One that expects an older version than the key has must be refused, and a key that is there is never taken for absent. */
    @Test
    void behindACheckpointAVersionIsNeverLowerThanItWas() {
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            put(store, "b", "1");
            store.checkpoint();
            put(store, "c", "1");
        }
        try (StateStore store = open(disk)) {
            assertTrue(store.version(bytes("a")) >= 1 && store.version(bytes("a")) <= 2);
            assertEquals(2, store.version(bytes("b")));
            assertEquals(3, store.version(bytes("c")));
            assertThrows(
                    KeyConflictException.class,
                    () -> store.commit(tx -> tx.expectVersion(bytes("a"), 0).put(bytes("a"), bytes("2"))));
        }
    }

    @Test
    void ofTwoThatExpectOneRootTheLaterIsRefusedAndToldWhatItFound() {
        try (StateStore store = newStore(disk)) {
            Root expected = put(store, "a", "1").root();
            Root found = store.commit(tx -> tx.expectRoot(expected).put(bytes("a"), bytes("2")))
                    .root();
            RootConflictException e = assertThrows(
                    RootConflictException.class,
                    () -> store.commit(tx -> tx.put(bytes("a"), bytes("3")).expectRoot(expected)));

            assertEquals("ROOT_CONFLICT", e.code());
            assertEquals(expected, e.expected());
            assertEquals(found, e.found());
            assertEquals(expected.toString(), e.details().get("expected"));
            assertTrue(e.transactionId() > 0);
            assertEquals("2", get(store, "a"));
            assertEquals(2, store.statistics().log().records());
        }
    }

    @Test
    void anExpectedVersionIsThatBeforeTheTransactionsOwnChanges() {
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            store.commit(tx -> tx.put(bytes("a"), bytes("2"))
                    .expectVersion(bytes("a"), 1)
                    .put(bytes("new"), bytes("x"))
                    .expectVersion(bytes("new"), 0));
            KeyConflictException changed = assertThrows(
                    KeyConflictException.class,
                    () -> store.commit(tx -> tx.expectVersion(bytes("a"), 1).delete(bytes("a"))));
            KeyConflictException there = assertThrows(
                    KeyConflictException.class, () -> store.commit(tx -> tx.expectVersion(bytes("new"), 0)));
            KeyConflictException absent = assertThrows(
                    KeyConflictException.class, () -> store.commit(tx -> tx.expectVersion(bytes("gone"), 2)));

            assertEquals("KEY_CONFLICT", changed.code());
            assertArrayEquals(bytes("a"), changed.key());
            assertEquals(1, changed.expected());
            assertEquals(2, changed.found());
            assertTrue(changed.getMessage().contains("version 1 of a key, which has version 2"), changed.getMessage());
            assertTrue(there.getMessage().contains("the absence of a key, which has version 2"), there.getMessage());
            assertTrue(absent.getMessage().contains("which is not there"), absent.getMessage());
            assertEquals(Map.of("a", "2", "new", "x"), all(store));
        }
    }

    @Test
    void neitherMessageNorDetailsGiveAKeyAway() {
        try (StateStore store = newStore(disk)) {
            KeyConflictException e = assertThrows(
                    KeyConflictException.class, () -> store.commit(tx -> tx.expectVersion(bytes("secret"), 1)));

            assertFalse(e.getMessage().contains("secret"));
            assertFalse(e.details().toString().contains("secret"));
        }
    }

    @Test
    void conditionsOfATransactionAreCheckedWhenItCommits() {
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            Transaction stale = store.begin().expectVersion(bytes("a"), 1).put(bytes("b"), bytes("x"));
            Transaction withRoot = store.begin().expectRoot(store.root()).put(bytes("c"), bytes("x"));
            Transaction early = store.begin().expectVersion(bytes("a"), 2).put(bytes("d"), bytes("x"));
            put(store, "a", "1");

            assertThrows(KeyConflictException.class, stale::commit);
            withRoot.commit(); // the same value gives the same root
            early.commit();
            assertEquals(Map.of("a", "1", "c", "x", "d", "x"), all(store));
        }
    }

    @Test
    void aTransactionWithoutChangesIsHeldToItsConditionsToo() {
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            Transaction reader = store.begin();
            assertArrayEquals(bytes("1"), reader.get(bytes("a")));
            put(store, "a", "2");

            assertThrows(KeyConflictException.class, reader::commit);
            assertThrows(
                    RootConflictException.class,
                    () -> store.begin()
                            .expectRoot(Root.of(new byte[Root.BYTES]))
                            .commit());
        }
    }

    @Test
    void readingAVersionIsRelyingOnItAndReadingAValueOnThatAlone() {
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            Transaction ofValue = store.begin();
            Transaction ofVersion = store.begin();
            assertArrayEquals(bytes("1"), ofValue.get(bytes("a")));
            assertArrayEquals(bytes("1"), ofVersion.get(bytes("a")));
            assertEquals(1, ofVersion.version(bytes("a")));
            put(store, "a", "1");

            ofValue.put(bytes("b"), bytes("x")).commit();
            KeyConflictException e = assertThrows(
                    KeyConflictException.class,
                    () -> ofVersion.put(bytes("c"), bytes("x")).commit());
            assertArrayEquals(bytes("a"), e.key());
        }
    }

    @Test
    void whatWasReadAsAbsentOrDeletedMeanwhileIsAConflict() {
        try (StateStore store = newStore(disk)) {
            put(store, "there", "1");
            Transaction sawAbsent = store.begin();
            Transaction sawThere = store.begin();
            Transaction sawNothing = store.begin();
            assertNull(sawAbsent.get(bytes("absent")));
            assertArrayEquals(bytes("1"), sawThere.get(bytes("there")));
            assertNull(sawNothing.get(bytes("never")));
            store.commit(tx -> tx.put(bytes("absent"), bytes("no more")).delete(bytes("there")));

            KeyConflictException appeared = assertThrows(
                    KeyConflictException.class,
                    () -> sawAbsent.put(bytes("x"), bytes("y")).commit());
            KeyConflictException gone = assertThrows(
                    KeyConflictException.class,
                    () -> sawThere.put(bytes("x"), bytes("y")).commit());
            sawNothing.put(bytes("x"), bytes("z")).commit();
            assertEquals(List.of(0L, 2L), List.of(appeared.expected(), appeared.found()));
            assertEquals(List.of(1L, 0L), List.of(gone.expected(), gone.found()));
            assertEquals("z", get(store, "x"));
        }
    }

    @Test
    void aVersionIsNotNegativeAndARootIsOne() {
        try (StateStore store = newStore(disk)) {
            assertThrows(IllegalArgumentException.class, () -> store.commit(tx -> tx.expectVersion(bytes("a"), -1)));
            assertThrows(IllegalArgumentException.class, () -> store.commit(tx -> tx.expectVersion(new byte[0], 1)));
            assertThrows(NullPointerException.class, () -> store.commit(tx -> tx.expectRoot(null)));
        }
    }

    @Test
    @Tag("S1.13")
    void whoCountsByExpectedVersionsLosesNoCount() throws Exception {
        try (StateStore store = StateStore.create((Storage) disk, threaded())) {
            List<FutureTask<Void>> tasks = new ArrayList<>();
            for (int t = 0; t < 6; t++) {
                FutureTask<Void> task = new FutureTask<>(() -> {
                    for (int done = 0; done < 20; ) {
                        done += countedOne(store) ? 1 : 0;
                    }
                    return null;
                });
                tasks.add(task);
                new Thread(task, "counter-" + t).start();
            }
            for (FutureTask<Void> task : tasks) {
                task.get();
            }

            assertEquals("120", get(store, "n"));
            assertEquals(120, store.version(bytes("n")));
        }
    }

    private static boolean countedOne(StateStore store) {
        StateView seen = store.snapshot();
        String value = get(seen, "n");
        int next = value == null ? 1 : Integer.parseInt(value) + 1;
        try {
            store.commit(
                    tx -> tx.expectVersion(bytes("n"), seen.version(bytes("n"))).put(bytes("n"), bytes("" + next)));
            return true;
        } catch (KeyConflictException e) {
            return false; // somebody was faster
        }
    }

    /** Versions as the store tells them against those of a plain map, over commits, rollbacks and reopenings. */
    @Test
    void versionsAreThoseOfAPlainMap() {
        Seeds.run(20, random -> {
            SimDisk own = SimDisk.create();
            Map<String, Long> versions = new HashMap<>();
            newStore(own).close();
            for (int round = 0; round < 3; round++) {
                try (StateStore store = open(own)) {
                    for (int i = 0; i < 15; i++) {
                        Map<String, Boolean> changes = new HashMap<>();
                        for (int n = random.nextInt(1, 4); n > 0; n--) {
                            changes.put("k" + random.nextInt(6), random.nextInt(3) > 0);
                        }
                        long lsn = store.commit(tx -> changes.forEach((key, put) -> {
                                    Changes unused = put ? tx.put(bytes(key), bytes("same")) : tx.delete(bytes(key));
                                }))
                                .lsn();
                        changes.forEach((key, put) -> versions.put(key, put ? lsn : 0));
                    }
                    versions.forEach((key, version) -> assertEquals(version, store.version(bytes(key)), key));
                }
            }
        });
    }
}
