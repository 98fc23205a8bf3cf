// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.duramen.proof.TestKeys;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.RecordTooLargeException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.spi.Anchor;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records of megabytes, up to the largest there may be. */
class LargePayloadTest {
    private static final int LARGEST = WalOptions.MAX_RECORD_BYTES - (64 << 10);
    private static final List<Integer> SIZES = List.of(1 << 20, 100, (8 << 20) - 7, LARGEST);

    private final TestKeys keys = new TestKeys();
    private final SimDisk disk = SimDisk.create();

    @AfterEach
    void wipeKeys() {
        keys.close();
    }

    private static ByteBuffer payload(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    @Test
    @Tag("S3.25")
    void recordsOfMegabytesUpToTheLimitSurviveACrash() {
        comeBack(WalOptions.builder().maxRecordBytes(LARGEST).build());
    }

    @Test
    @Tag("S3.25")
    void recordsOfMegabytesUpToTheLimitSurviveACrashEncrypted() {
        comeBack(WalOptions.builder()
                .maxRecordBytes(LARGEST)
                .sealing(keys.create(disk))
                .anchor(Anchor.none())
                .build());
    }

    private void comeBack(WalOptions options) {
        try (WriteAheadLog log = WriteAheadLog.create(disk, options)) {
            for (int size : SIZES) {
                log.append(payload(size));
            }
            assertThrows(RecordTooLargeException.class, () -> log.append(ByteBuffer.allocate(LARGEST + 1)));
            assertEquals(SIZES.size() + 1, log.append(payload(1)));
            requireAll(WriteAheadLog.open(disk.crash(0), options));
        }
    }

    private static void requireAll(WriteAheadLog again) {
        try (again;
                LogReader reader = again.read(1)) {
            Iterator<LogRecord> records = reader.iterator();
            for (int size : SIZES) {
                assertEquals(payload(size), records.next().payload());
            }
            assertEquals(payload(1), records.next().payload());
        }
    }
}
