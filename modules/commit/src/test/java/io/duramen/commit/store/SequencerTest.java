// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import static io.duramen.commit.TestStores.all;
import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.newStore;
import static io.duramen.commit.TestStores.open;
import static io.duramen.commit.TestStores.options;
import static io.duramen.commit.TestStores.recomputed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.duramen.commit.StateStore;
import io.duramen.commit.StoreFullException;
import io.duramen.commit.merkle.MerkleMap;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogFullException;
import io.duramen.wal.WriteAheadLog;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Transactions that are built on others which never reach the device. */
class SequencerTest {
    private final SimDisk disk = SimDisk.create();
    private final byte[] big = new byte[30_000];

    /** Makes a store and opens its log and a sequencer on it, as an opening would. */
    private Sequencer sequencer(WriteAheadLog log, MerkleMap map) {
        return new Sequencer(log, "dir", options(), Version.durable(0, 0, map, 0), 0, null);
    }

    private MerkleMap emptyStore() {
        newStore(disk).close();
        Generations generations = new Generations(disk, null);
        return generations.next().orElseThrow().base();
    }

    private static Sequencer.Placed place(Sequencer sequencer, String key, byte[] value) {
        return sequencer.place(tx -> tx.put(bytes(key), value));
    }

    private static void setFull(SimDisk disk) {
        disk.setCapacity(Long.MAX_VALUE - disk.usableSpace());
    }

    @Test
    @Tag("S1.09")
    void whatWasBuiltOnATransactionThatDidNotFitFallsWithIt() {
        MerkleMap map = emptyStore();
        try (WriteAheadLog log = WriteAheadLog.open(disk, options(2).wal())) {
            Sequencer sequencer = sequencer(log, map);
            setFull(disk); // so that no segment is armed ahead
            sequencer.await(place(sequencer, "kept", big));
            Sequencer.Placed first = place(sequencer, "lost", big); // needs a new segment
            Sequencer.Placed second = place(sequencer, "built on it", bytes("x"));

            assertThrows(StoreFullException.class, () -> sequencer.await(second));
            assertThrows(StoreFullException.class, () -> sequencer.await(first));
            assertNull(sequencer.durable().map().find(bytes("built on it")));
            assertEquals(1, sequencer.durable().lsn());

            disk.setCapacity(Long.MAX_VALUE);
            assertEquals(2, sequencer.await(place(sequencer, "next", big)).lsn());
            assertEquals(2, sequencer.durable().map().size());
        }
        try (StateStore store = open(disk)) {
            assertEquals(List.of("kept", "next"), List.copyOf(all(store).keySet()));
            assertEquals(recomputed(store), store.root());
            assertEquals(List.of(), store.recoveryReport().rolledBack());
        }
    }

    /** The log has already turned a transaction away, its owner does not know yet, and another is given to the log. */
    @Test
    @Tag("S1.09")
    @Tag("S1.24")
    @Tag("S1.26")
    void aRecordThatGetsAnotherNumberThanItWasMadeForCountsForNothing() {
        MerkleMap map = emptyStore();
        long lostId;
        try (WriteAheadLog log = WriteAheadLog.open(disk, options(2).wal())) {
            Sequencer sequencer = sequencer(log, map);
            setFull(disk); // so that no segment is armed ahead
            sequencer.await(place(sequencer, "kept", big));
            Sequencer.Placed turnedAway = place(sequencer, "turned away", big);
            assertThrows(LogFullException.class, log::sync); // the log finds out; nobody has waited yet
            disk.setCapacity(Long.MAX_VALUE);

            assertThrows(StoreFullException.class, () -> place(sequencer, "built on it", bytes("x")));
            lostId = sequencer.lastTransactionId();
            assertEquals(2, log.durableLsn()); // it is on disk
            assertEquals(1, sequencer.durable().lsn());
            Sequencer.Placed next = place(sequencer, "next", bytes("y"));
            assertEquals(3, sequencer.await(next).lsn());
            assertThrows(StoreFullException.class, () -> sequencer.await(turnedAway));
            assertNotNull(sequencer.durable().map().find(bytes("next")));
            assertEquals(
                    4, sequencer.await(place(sequencer, "after", bytes("z"))).lsn());
        }
        try (StateStore store = open(disk)) {
            assertEquals(
                    Map.of("after", "z", "kept", new String(big, java.nio.charset.StandardCharsets.UTF_8), "next", "y"),
                    all(store));
            assertEquals(recomputed(store), store.root());
            assertEquals(List.of(lostId), store.recoveryReport().rolledBack());
        }
        try (StateStore store = open(disk)) {
            assertEquals(List.of(), store.recoveryReport().rolledBack(), "told twice");
        }
    }

    @Test
    void readersSeeTheLastDurableVersionWhileLaterOnesAreUnderWay() {
        MerkleMap map = emptyStore();
        try (WriteAheadLog log = WriteAheadLog.open(disk, options(2).wal())) {
            Sequencer sequencer = sequencer(log, map);
            Sequencer.Placed one = place(sequencer, "a", bytes("1"));
            Sequencer.Placed two = place(sequencer, "b", bytes("2"));

            assertEquals(0, sequencer.durable().lsn());
            sequencer.await(two);
            assertEquals(2, sequencer.durable().lsn());
            assertEquals(1, sequencer.await(one).lsn());
            assertEquals(2, sequencer.durable().lsn());
        }
    }
}
