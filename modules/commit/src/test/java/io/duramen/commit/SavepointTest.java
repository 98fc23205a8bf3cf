// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import static io.duramen.commit.TestStores.all;
import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.newStore;
import static io.duramen.commit.TestStores.put;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.Seeds;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogReader;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WriteAheadLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SavepointTest {
    private final SimDisk disk = SimDisk.create();

    @Test
    @Tag("S1.20")
    void goingBackGivesChangesAndReadsAsTheyWereThen() {
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            put(store, "b", "1");
            Transaction tx = store.begin().put(bytes("a"), bytes("2")).put(bytes("c"), bytes("1"));
            Savepoint savepoint = tx.savepoint();
            tx.put(bytes("a"), bytes("3")).delete(bytes("b")).delete(bytes("c")).put(bytes("d"), bytes("1"));
            assertNull(tx.get(bytes("b")));
            tx.rollbackTo(savepoint);

            assertEquals(tx.transactionId(), savepoint.transactionId());
            assertArrayEquals(bytes("2"), tx.get(bytes("a")));
            assertArrayEquals(bytes("1"), tx.get(bytes("b")));
            assertArrayEquals(bytes("1"), tx.get(bytes("c")));
            assertNull(tx.get(bytes("d")));
            tx.put(bytes("e"), bytes("1")).commit();
            assertEquals(Map.of("a", "2", "b", "1", "c", "1", "e", "1"), all(store));
        }
    }

    @Test
    void aSavepointIsGoodSeveralTimesAndLaterOnesAreNot() {
        try (StateStore store = newStore(disk)) {
            Transaction tx = store.begin();
            Savepoint first = tx.savepoint();
            tx.put(bytes("a"), bytes("1"));
            Savepoint second = tx.savepoint();
            Savepoint same = tx.savepoint();
            tx.put(bytes("a"), bytes("2")).rollbackTo(second);
            assertArrayEquals(bytes("1"), tx.get(bytes("a")));
            assertThrows(IllegalArgumentException.class, () -> tx.rollbackTo(same));
            tx.put(bytes("a"), bytes("3")).rollbackTo(second).rollbackTo(first);
            assertNull(tx.get(bytes("a")));
            assertThrows(IllegalArgumentException.class, () -> tx.rollbackTo(second));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> tx.rollbackTo(store.begin().savepoint()));
            tx.put(bytes("a"), bytes("4")).rollbackTo(first);
            long before = store.lsn();

            assertEquals(before, tx.commit().lsn()); // nothing is left to be written
            assertThrows(TransactionClosedException.class, tx::savepoint);
            assertThrows(TransactionClosedException.class, () -> tx.rollbackTo(first));
        }
    }

    @Test
    void conditionsAndActorGoBackToo() {
        try (StateStore store = newStore(disk)) {
            Transaction tx = store.begin().actor("first").expectVersion(bytes("a"), 0);
            Savepoint savepoint = tx.savepoint();
            tx.actor("second").expectVersion(bytes("a"), 99).expectRoot(store.root());
            tx.rollbackTo(savepoint).put(bytes("a"), bytes("1")).commit();
            Transaction kept = store.begin().expectVersion(bytes("a"), 99);
            kept.rollbackTo(kept.savepoint());

            assertThrows(KeyConflictException.class, kept::commit);
        }
        try (ReadableLog log =
                        WriteAheadLog.openReadOnly(disk, TestStores.options().wal());
                LogReader reader = log.read(1)) {
            assertEquals("first", reader.iterator().next().actor());
        }
    }

    @Test
    void whatWasReadBehindASavepointStillCounts() {
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            Transaction tx = store.begin();
            Savepoint savepoint = tx.savepoint();
            assertArrayEquals(bytes("1"), tx.get(bytes("a"))); // and so it goes back
            tx.rollbackTo(savepoint).put(bytes("b"), bytes("because of a"));
            put(store, "a", "2");

            assertThrows(KeyConflictException.class, tx::commit);
        }
    }

    /** Random changes and ways back, against a stack of plain maps. */
    @Test
    void anySequenceGivesWhatAStackOfMapsGives() {
        Seeds.run(300, random -> {
            try (StateStore store = newStore(SimDisk.create())) {
                Map<String, String> model = new TreeMap<>();
                for (int i = 0; i < 5; i++) {
                    put(store, "k" + i, "old");
                    model.put("k" + i, "old");
                }
                List<Savepoint> savepoints = new ArrayList<>();
                List<Map<String, String>> models = new ArrayList<>();
                Transaction tx = store.begin();
                for (int i = 0; i < 40; i++) {
                    String key = "k" + random.nextInt(9);
                    switch (random.nextInt(5)) {
                        case 0 -> {
                            savepoints.add(tx.savepoint());
                            models.add(new TreeMap<>(model));
                        }
                        case 1 -> {
                            if (!savepoints.isEmpty()) {
                                int to = random.nextInt(savepoints.size());
                                tx.rollbackTo(savepoints.get(to));
                                model = new TreeMap<>(models.get(to));
                                savepoints.subList(to + 1, savepoints.size()).clear();
                                models.subList(to + 1, models.size()).clear();
                            }
                        }
                        case 2 -> {
                            tx.delete(bytes(key));
                            model.remove(key);
                        }
                        default -> {
                            tx.put(bytes(key), bytes("v" + i));
                            model.put(key, "v" + i);
                        }
                    }
                    byte[] read = tx.get(bytes(key));
                    assertEquals(
                            model.get(key),
                            read == null ? null : new String(read, java.nio.charset.StandardCharsets.UTF_8));
                }
                tx.commit();

                assertEquals(model, all(store));
                assertTrue(store.lsn() <= 6);
            }
        });
    }
}
