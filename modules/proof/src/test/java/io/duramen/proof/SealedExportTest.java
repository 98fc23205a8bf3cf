// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.duramen.crypto.KeyRefusedException;
import io.duramen.legacy.LogExport;
import io.duramen.legacy.LogImport;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WalProviders;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.spi.Anchor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A sealed log leaves through lines of JSON and comes back equal, sealed again or not. */
class SealedExportTest {
    private final TestKeys keys = new TestKeys();
    private final SimDisk disk = SimDisk.create();
    private final SimDisk files = SimDisk.create();

    @AfterEach
    void wipeKeys() {
        keys.close();
    }

    @Test
    @Tag("S1.02")
    void aSealedLogIsExportedWithItsKeysOnlyAndImportsToAnEqualOne() {
        WalOptions sealed =
                WalOptions.builder().sealing(keys.fresh()).anchor(Anchor.none()).build();
        try (WriteAheadLog log = WriteAheadLog.create(disk, sealed)) {
            SplittableRandom random = new SplittableRandom(3);
            for (int n = 1; n <= 200; n++) {
                byte[] payload = new byte[random.nextInt(300)];
                random.nextBytes(payload);
                log.append(LogEntry.builder(ByteBuffer.wrap(payload))
                        .transactionId(n)
                        .actor("actor " + n % 3)
                        .build());
            }
        }
        try (ReadableLog keyless = WriteAheadLog.openReadOnly(disk, WalOptions.defaults())) {
            assertThrows(KeyRefusedException.class, () -> LogExport.of(keyless).to(files, "refused.jsonl"));
            assertFalse(files.exists("refused.jsonl"));
        }
        try (ReadableLog log = WriteAheadLog.openReadOnly(disk, sealed)) {
            LogExport.of(log).to(files, "log.jsonl");
            WalOptions others = WalOptions.builder()
                    .sealing(keys.fresh())
                    .anchor(Anchor.none())
                    .build();
            WalOptions lines = WalOptions.builder()
                    .provider(WalProviders.named("json-lines").orElseThrow())
                    .build();
            for (WalOptions options : List.of(others, lines)) {
                try (WriteAheadLog copy = WriteAheadLog.create(SimDisk.create(), options)) {
                    assertEquals(
                            200, LogImport.of(files, "log.jsonl").into(copy).imported());
                    assertEquals(all(log), all(copy));
                }
            }
        }
    }

    private static List<LogRecord> all(ReadableLog log) {
        List<LogRecord> records = new ArrayList<>();
        try (LogReader reader = log.read(1)) {
            reader.forEach(records::add);
        }
        return records;
    }
}
