// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.NioStorage;
import io.duramen.testkit.Operation;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.RecordingStorage;
import io.duramen.wal.Durability;
import io.duramen.wal.LogEntry;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * A million operations are recovered by reading no byte of them more than twice, in large pieces. How long that takes on the machine at
 * hand is published with the test; {@code OpenSpeed} of {@code modules/wal} measures it.
 */
class MillionOperationsTest {
    private static final int OPERATIONS = 1_000_000;

    @TempDir
    private Path directory;

    @Test
    @Tag("S3.67")
    void recoveringAMillionOperationsReadsNoByteMoreThanTwice(TestReporter reporter) {
        WalOptions options = WalOptions.builder().durability(Durability.NONE).build();
        try (WriteAheadLog log = WriteAheadLog.create(directory.resolve("log"), options)) {
            byte[] payload = new byte[64];
            for (int n = 1; n <= OPERATIONS; n++) {
                log.submit(LogEntry.builder(ByteBuffer.wrap(payload))
                        .actor("ada")
                        .operation("put")
                        .build());
            }
            log.sync();
        }
        RecordingStorage storage = RecordingStorage.over(NioStorage.at(directory.resolve("log")));
        long begun = System.nanoTime();
        try (WriteAheadLog log = WriteAheadLog.open(storage, WalOptions.defaults())) {
            reporter.publishEntry("milliseconds to recover a million", "" + (System.nanoTime() - begun) / 1_000_000);
            assertEquals(OPERATIONS, log.durableLsn());
            long used =
                    log.segments().stream().mapToLong(SegmentInfo::usedBytes).sum();
            long read = storage.operations().stream()
                    .filter(operation -> operation.kind() == Kind.READ)
                    .mapToLong(Operation::length)
                    .sum();
            assertTrue(read <= 2 * used, read + " bytes read of " + used);
            assertTrue(storage.count(Kind.READ) < (used >> 14), storage.count(Kind.READ) + " reads");
        }
    }
}
