// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.duramen.proof.TestKeys;
import io.duramen.seal.Keyring;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.WriteAheadLog;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The order of what is written when a segment's key is re-wrapped. */
class SlotOrderTest {
    private final TestKeys keys = new TestKeys();

    @AfterEach
    void wipeKeys() {
        keys.close();
    }

    @Test
    @Tag("S3.20")
    void theOldSlotGoesWhenTheNewOneIsForced() {
        RecordingStorage storage = RecordingStorage.over(SimDisk.create());
        Keyring keyring = keys.create(storage);
        try (WriteAheadLog log = WriteAheadLog.create(storage, Rotated.options(keyring))) {
            for (int i = 0; i < 4; i++) {
                Rotated.append(log);
            }
            var holder = log.keys();
            Rotated.epochs(keyring).start("a drill");
            holder.renew();
            storage.clear();
            assertEquals(8192, holder.rewrapNext(bytes -> {}));
        }
        String segment = "wal/0000000000000001.seg";
        List<String> done = storage.trace().stream()
                .filter(step -> step.contains(segment))
                .limit(4)
                .toList();
        assertEquals(
                List.of(
                        "write " + segment + " 4096+4096",
                        "force " + segment,
                        "write " + segment + " 0+4096",
                        "force " + segment),
                done);
    }
}
