// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import static io.duramen.commit.TestStores.all;
import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.newStore;
import static io.duramen.commit.TestStores.options;
import static io.duramen.commit.TestStores.put;
import static io.duramen.commit.TestStores.recomputed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Progress;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.CrashRunner;
import io.duramen.testkit.NameOrder;
import io.duramen.testkit.SimDisk;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recovery as a thing of its own: called, told, repeated, and interrupted while it mends. */
class RecoveryTest {
    private static final String BASE_2 = "ckpt/0000000000000002/base.kvs";

    private static void fill(StateStore store) {
        put(store, "a", "1");
        store.checkpoint();
        put(store, "b", "2");
        store.checkpoint();
        put(store, "c", "3");
    }

    @Test
    @Tag("S1.23")
    void recoveringTwiceIsRecoveringOnce() {
        SimDisk disk = SimDisk.create();
        try (StateStore store = newStore(disk)) {
            fill(store);
        }
        disk.flipBit("MANIFEST", 900);
        Disks.write(disk, "MANIFEST.tmp", bytes("half"));
        RecoveryReport first = StateStore.recover(disk, options(2));
        RecoveryReport second = StateStore.recover(disk, options(2));
        RecoveryReport third = StateStore.recover(disk, options(2));

        assertTrue(first.checkpointRenewed());
        assertEquals(first.root(), second.root());
        assertEquals(first.lsn(), second.lsn());
        assertEquals(first.keys(), second.keys());
        assertEquals(List.of(), second.deleted());
        assertEquals(List.of(), second.rejected());
        assertEquals(List.of(), second.quarantined());
        assertEquals(second.generation(), third.generation());
        assertEquals(second.transactions(), third.transactions());
    }

    @Test
    void whatIsDoneIsHeardWhileItIsDone() {
        SimDisk disk = SimDisk.create();
        try (StateStore store = newStore(disk)) {
            fill(store);
        }
        List<String> heard = new ArrayList<>();
        StoreOptions listening = options().toBuilder()
                .wal(options().wal().toBuilder()
                        .progress((phase, done, total) -> heard.add(phase + " " + done + " of " + total))
                        .build())
                .build();
        StateStore.recover(disk, listening);

        for (String step : List.of("loading the checkpoint 1 of 1", "replaying 1 of 1", "tidying up 1 of 1")) {
            assertTrue(heard.contains(step), heard::toString);
        }
    }

    @Test
    @Tag("S1.30")
    void theReportForMachinesHasEveryCount() {
        SimDisk disk = SimDisk.create();
        try (StateStore store = newStore(disk)) {
            fill(store);
        }
        String json = StateStore.recover(disk, options(2)).toJson();

        for (String field : List.of(
                "directory",
                "storeId",
                "readOnly",
                "generation",
                "checkpointLsn",
                "checkpointKeys",
                "rejected",
                "transactions",
                "operations",
                "rolledBack",
                "lsn",
                "root",
                "keys",
                "deleted",
                "quarantined",
                "foreign",
                "checkpointRenewed",
                "damage",
                "loadingMicros",
                "replayingMicros",
                "totalMicros",
                "log",
                "cleanShutdown",
                "segments",
                "frames",
                "firstLsn",
                "lastLsn",
                "unproven",
                "tornBytes",
                "tornDetail",
                "notes",
                "micros")) {
            assertTrue(json.contains("\"" + field + "\":"), field);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MANIFEST", "MANIFEST.prev", BASE_2})
    @Tag("S1.18")
    @Tag("S1.31")
    void aCrashWhileDamageIsMendedDoesNoHarmNorOneInItsRecovery(String damaged) {
        CrashRunner.of((storage, log) -> damageAndRecover(storage, log, damaged), RecoveryTest::verify)
                .sectorSizes(512)
                .names(NameOrder.STRICT)
                .damages(2)
                .recoveryDepth(damaged.equals("MANIFEST") ? 3 : 1)
                .seed(11)
                .run();
    }

    private static void damageAndRecover(Storage storage, AckLog log, String damaged) {
        log.tried(1);
        try (StateStore store = StateStore.create(storage, options(1))) {
            fill(store);
        }
        log.acked(1);
        try (StorageFile file = storage.open(damaged, OpenMode.READ_WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            file.readFully(one, 100);
            one.put(0, (byte) ~one.get(0));
            file.writeFully(one.rewind(), 100);
            file.force(true);
        }
        StateStore.recover(storage, options(2));
    }

    private static void verify(Storage storage, AckLog log) {
        if (!log.isAcked(1)) {
            return; // what happens before is another test's
        }
        try (StateStore store = StateStore.open(storage, options(3))) {
            assertEquals(Map.of("a", "1", "b", "2", "c", "3"), all(store));
            assertEquals(recomputed(store), store.root());
            VerificationReport verified = store.verify(Progress.NONE);
            assertEquals(List.of(), verified.problems());
        }
        assertEquals(
                Set.of(),
                Set.copyOf(storage.list("").stream()
                        .filter(name -> name.endsWith(".tmp"))
                        .toList()));
    }
}
