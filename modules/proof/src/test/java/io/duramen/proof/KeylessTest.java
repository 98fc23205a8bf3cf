// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.crypto.KeyRefusedException;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogReader;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import io.duramen.wal.spi.Anchor;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What can be seen of a sealed store without its key: its shape and its checksums, nothing of its contents. */
class KeylessTest {
    private static final WalOptions KEYLESS =
            WalOptions.builder().writerMode(WriterMode.CALLER).build();
    private static final String LAST_SEGMENT = "wal/0000000000000001.seg";

    private final SimDisk disk = SimDisk.create();

    KeylessTest() {
        try (TestKeys keys = new TestKeys()) {
            StoreOptions options = StoreOptions.builder()
                    .wal(KEYLESS)
                    .sealing(keys.create(disk))
                    .anchor(Anchor.none())
                    .build();
            try (StateStore store = StateStore.create(disk, options)) {
                for (int n = 0; n < 5; n++) {
                    byte[] key = ("key " + n).getBytes(StandardCharsets.UTF_8);
                    store.commit(tx -> tx.put(key, key));
                }
            }
        }
    }

    @Test
    void theSegmentsAreShownAndTheRecordsRefused() {
        try (ReadableLog log = WriteAheadLog.openReadOnly(disk, KEYLESS)) {
            assertNull(log.recovery().damage());
            assertEquals(5, log.segments().get(0).lastLsn());
            try (LogReader reader = log.read(1)) {
                assertThrows(KeyRefusedException.class, () -> reader.iterator().next());
            }
        }
    }

    @Test
    void damageIsFoundByTheChecksumsAlone() {
        disk.flipBit(LAST_SEGMENT, (8192 + 600) * 8);
        try (ReadableLog log = WriteAheadLog.openReadOnly(disk, KEYLESS)) {
            assertNotNull(log.recovery().damage());
        }
    }

    @Test
    void nothingOpensWithoutTheKey() {
        assertThrows(KeyRefusedException.class, () -> WriteAheadLog.open(disk, KEYLESS));
        StoreOptions keyless = StoreOptions.builder().wal(KEYLESS).build();
        assertThrows(KeyRefusedException.class, () -> StateStore.open(disk, keyless));
        assertThrows(KeyRefusedException.class, () -> StateStore.openReadOnly(disk, keyless));
    }
}
