// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import static io.duramen.commit.TestStores.all;
import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.get;
import static io.duramen.commit.TestStores.options;
import static io.duramen.commit.TestStores.put;
import static io.duramen.commit.TestStores.recomputed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Progress;
import io.duramen.commit.merkle.Root;
import io.duramen.storage.Storage;
import io.duramen.testkit.Seeds;
import io.duramen.testkit.SimDisk;
import io.duramen.testkit.SimulatedCrash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Programs that nobody thought of, a thousand of each kind, on disks whose power fails at moments nobody chose. */
class RandomTransactionsTest {
    private static final int PROGRAMS = 1000;

    @Test
    @Tag("S1.19")
    @Tag("S1.29")
    @Tag("S1.34")
    @Tag("S4.12")
    @Tag("S4.16")
    void aProgramThatLosesPowerIsFoundAsOneOfItsTransactionsLeftIt() {
        Seeds.inParallel(PROGRAMS, random -> {
            SimDisk disk = SimDisk.create();
            disk.crashAt(random.nextInt(250));
            Program program = new Program(random);
            program.run(disk);
            SimDisk found = disk.crash(random.nextLong());
            try (StateStore store = StateStore.open(found, options(2))) {
                program.requireFound(store);
                assertNoLeftovers(found);
                put(store, "behind", "1");
                assertEquals(recomputed(store), store.root());
            } catch (StoreMissingException e) {
                assertEquals(Program.NOTHING, program.acknowledged, "a store that was acknowledged is missing");
            }
        });
    }

    @Test
    @Tag("S1.23")
    @Tag("S1.31")
    @Tag("S1.58")
    @Tag("S4.12")
    @Tag("S4.16")
    void aRecoveryThatLosesPowerIsGoneOnWithAndRecoveringAgainChangesNothing() {
        Seeds.inParallel(PROGRAMS, random -> {
            SimDisk disk = SimDisk.create();
            Program program = new Program(random);
            program.run(disk); // to its end, without being closed
            SimDisk first = disk.crash(random.nextLong());
            first.crashAt(random.nextInt(40));
            try {
                StateStore.recover(first, options(2));
            } catch (SimulatedCrash inTheRecovery) {
                // seen by what follows
            }
            SimDisk second = first.crash(random.nextLong());
            RecoveryReport once = StateStore.recover(second, options(3));
            RecoveryReport twice = StateStore.recover(second, options(4));
            assertEquals(once.root(), twice.root());
            assertEquals(once.lsn(), twice.lsn());
            assertEquals(List.of(), twice.deleted());
            assertEquals(List.of(), twice.rolledBack());
            try (StateStore store = StateStore.open(second, options(5))) {
                program.requireFound(store);
                assertEquals(once.root(), store.root());
                VerificationReport verified = store.verify(Progress.NONE);
                assertTrue(verified.ok(), () -> verified.problems().toString());
            }
        });
    }

    @Test
    @Tag("S1.20")
    @Tag("S1.21")
    @Tag("S1.22")
    @Tag("S4.10")
    @Tag("S4.12")
    void whatIsRolledBackOrThrownOutOfWasNeverThere() {
        Seeds.inParallel(PROGRAMS, random -> {
            SimDisk disk = SimDisk.create();
            try (StateStore store = StateStore.create(disk, options(1))) {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    store.commit(tx -> change(tx, random, new TreeMap<>()));
                }
                Map<String, String> state = all(store);
                Root root = store.root();
                long lsn = store.lsn();
                Map<String, String> files = Disks.content(disk);
                if (random.nextBoolean()) {
                    Transaction tx = store.begin();
                    change(tx, random, new TreeMap<>());
                    tx.rollback();
                } else {
                    assertThrows(
                            IllegalStateException.class,
                            () -> store.commit(tx -> {
                                change(tx, random, new TreeMap<>());
                                throw new IllegalStateException("out of the body");
                            }));
                }
                assertEquals(state, all(store));
                assertEquals(root, store.root());
                assertEquals(lsn, store.lsn());
                assertEquals(files, Disks.content(disk));
            }
        });
    }

    /** Sets and deletes some keys, in a transaction and in a model. */
    private static void change(Changes tx, SplittableRandom random, Map<String, String> model) {
        for (int i = random.nextInt(1, 8); i > 0; i--) {
            String key = "k" + random.nextInt(12);
            if (random.nextInt(4) == 0) {
                tx.delete(bytes(key));
                model.remove(key);
            } else {
                String value = Long.toHexString(random.nextLong()).repeat(1 + random.nextInt(40));
                tx.put(bytes(key), bytes(value));
                model.put(key, value);
            }
        }
    }

    private static void assertNoLeftovers(Storage storage) {
        for (String name : storage.list("")) {
            assertTrue(!name.endsWith(".tmp"), name);
        }
    }

    /** A program that commits and writes checkpoints, and what its state was after each of its transactions. */
    private static final class Program {
        static final int NOTHING = -1;

        private final SplittableRandom random;
        private final List<Map<String, String>> states = new ArrayList<>(List.of(Map.of()));
        int acknowledged = NOTHING;

        Program(SplittableRandom random) {
            this.random = random;
        }

        void run(SimDisk disk) {
            try {
                StateStore store = StateStore.create(disk, options(1));
                acknowledged = 0;
                for (int n = random.nextInt(1, 16); n > 0; n--) {
                    commit(store);
                    if (random.nextInt(5) == 0) {
                        store.checkpoint();
                    }
                }
                if (random.nextBoolean()) {
                    store.close();
                }
            } catch (SimulatedCrash powerLost) {
                // what is found then is judged by the caller
            }
        }

        private void commit(StateStore store) {
            Map<String, String> state = new TreeMap<>(states.get(states.size() - 1));
            state.put("n", "" + states.size());
            states.add(state);
            store.commit(tx -> {
                tx.put(bytes("n"), bytes(state.get("n")));
                change(tx, random, state);
            });
            acknowledged = states.size() - 1;
        }

        /** All of what was acknowledged, perhaps one transaction more, and nothing of any in part. */
        void requireFound(StateStore store) {
            String n = get(store, "n");
            int found = n == null ? 0 : Integer.parseInt(n);
            assertTrue(found >= acknowledged, () -> found + " found, " + acknowledged + " acknowledged");
            assertEquals(states.get(found), all(store));
            assertEquals(recomputed(store), store.root());
        }
    }
}
