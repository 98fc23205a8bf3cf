// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.proof.TestKeys;
import io.duramen.seal.Keyring;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogTail;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who reads a log in another process, and unlocked its keyring before the keys were rotated, reads on. */
class ReaderAcrossRotationTest {
    private final TestKeys keys = new TestKeys();
    private final SimDisk disk = SimDisk.create();
    private final Keyring writers = keys.create(disk);
    private final Keyring readers = keys.unlock(disk);

    @AfterEach
    void wipeKeys() {
        keys.close();
    }

    private ReadableLog openToRead() {
        return WriteAheadLog.openReadOnly(disk, Rotated.options(readers));
    }

    @Test
    @Tag("S3.20")
    void aTailGoesOnUnderTheNewKeysAndALaterOpeningDoesToo() {
        WriteAheadLog.create(disk, Rotated.options(writers)).close();
        try (ReadableLog view = openToRead();
                LogTail tail = view.tail(1)) {
            int seen = 0;
            try (WriteAheadLog log = WriteAheadLog.open(disk, Rotated.options(writers))) {
                for (int round = 1; round <= 3; round++) {
                    append(log, 3);
                    seen += count(tail);
                    assertTrue(Rotated.rotation(writers, log).rotate("a drill").isComplete());
                }
                append(log, 3);
            }
            seen += count(tail); // to the last record, for which the close vouches
            assertEquals(12, seen);
        }
        assertEquals(4, readers.activeEpoch());
        try (ReadableLog again = openToRead()) {
            assertEquals(12, again.durableLsn());
            Rotated.requireRecords(again);
        }
    }

    private static void append(WriteAheadLog log, int records) {
        for (int i = 0; i < records; i++) {
            Rotated.append(log);
        }
    }

    private static int count(LogTail tail) {
        int count = 0;
        while (tail.next()) {
            assertEquals(ByteBuffer.wrap(Rotated.payload(tail.lsn())), tail.payload());
            count++;
        }
        return count;
    }
}
