// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.NioStorage;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogCursor;
import io.duramen.wal.LogQuery;
import io.duramen.wal.RecordsRemovedException;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments that will not change any more are read through mappings, if that is asked for. */
class MappedReadTest {
    @TempDir
    private Path directory;

    /** What is known of a log is what its own readers know; only the way of reading differs. */
    private record Known(WriteAheadLog log, List<SegmentMeta> segments) implements LogExtent {

        @Override
        public long firstLsn() {
            return log.firstLsn();
        }

        @Override
        public long durableLsn() {
            return log.durableLsn();
        }

        @Override
        public @Nullable RuntimeException ended() {
            return null;
        }
    }

    private static Reading mapped(Storage storage, WriteAheadLog log) {
        SegmentFiles files = new SegmentFiles(storage, null);
        List<SegmentMeta> metas = new ArrayList<>();
        for (SegmentInfo info : log.segments()) {
            metas.add(new SegmentMeta(
                    files.header(info.number(), log.logId(), 1, new ArrayList<>()),
                    info.firstLsn(),
                    info.lastLsn(),
                    info.usedBytes(),
                    info.frames()));
        }
        return new Reading(storage, files, new Known(log, metas), true);
    }

    private static long read(Reading reading) {
        long count = 0;
        try (LogCursor cursor = reading.cursor(LogQuery.all())) {
            while (cursor.next()) {
                count++;
                assertEquals(payload(cursor.lsn()), cursor.payload());
            }
        }
        return count;
    }

    @Test
    @Tag("S3.44")
    void closedSegmentsAreReadThroughTheirMappingsAndTheOthersAreNot() {
        RecordingStorage storage = RecordingStorage.over(NioStorage.at(directory));
        try (WriteAheadLog log = WriteAheadLog.create(storage, plain())) {
            append(log, 1, 2000);
            assertTrue(log.segments().size() > 3);
            Storage plain = NioStorage.at(directory);
            assertEquals(2000, read(mapped(plain, log)));

            Reading reading = mapped(storage, log); // a recording storage cannot map: the same through reads
            storage.clear();
            assertEquals(2000, read(reading));
            assertTrue(storage.count(Kind.READ) > 3);
        }
    }

    @Test
    @Tag("S3.44")
    void aMappedSegmentStaysReadableWhenACheckpointRemovesItsFile() {
        try (WriteAheadLog log = WriteAheadLog.create(directory, plain())) {
            append(log, 1, 2000);
            SegmentInfo first = log.segments().get(0);
            try (LogCursor cursor = mapped(NioStorage.at(directory), log).cursor(LogQuery.all())) {
                assertTrue(cursor.next());
                log.checkpoint(1900);
                append(log, 2001, 2600); // and the log rolls meanwhile
                while (cursor.lsn() < first.lastLsn()) {
                    assertTrue(cursor.next());
                    assertEquals(payload(cursor.lsn()), cursor.payload());
                }
                assertThrows(RecordsRemovedException.class, cursor::next);
            }
        }
    }

    @Test
    @Tag("S3.44")
    void aFileCutOffUnderItsMappingIsDamageAndNoErrorOfTheJvm() {
        WalOptions large =
                options().firstSegmentBytes(8 << 20).maxSegmentBytes(8 << 20).build();
        for (int round = 0; round < 30; round++) { // compiled code tells of a fault in another way
            Storage storage = NioStorage.at(directory.resolve("log" + round));
            try (WriteAheadLog log = WriteAheadLog.create(storage, large)) {
                for (int n = 1; n <= 40; n++) {
                    log.append(payload(n, 200_000));
                }
                try (LogCursor cursor = mapped(storage, log).cursor(LogQuery.all())) {
                    assertTrue(cursor.next());
                    try (StorageFile file = storage.open(LogNames.segment(1), OpenMode.READ_WRITE)) {
                        file.truncate(3 << 20);
                    }
                    assertThrows(CorruptLogException.class, () -> {
                        while (cursor.next()) {
                            assertEquals(payload(cursor.lsn(), 200_000), cursor.payload());
                        }
                    });
                }
                provokeLateErrors();
            }
        }
    }

    /** Had the JVM still something to tell, it would do so here. */
    private static void provokeLateErrors() {
        byte[] last = new byte[0];
        for (int i = 0; i < 100; i++) {
            last = new byte[1 << 20];
        }
        assertEquals(1 << 20, last.length);
    }

    @Test
    void whatIsMappedIsVerifiedToo() {
        try (WriteAheadLog log = WriteAheadLog.create(directory, plain())) {
            append(log, 1, 2000);
            Storage storage = NioStorage.at(directory);
            try (StorageFile file = storage.open(LogNames.segment(2), OpenMode.READ_WRITE)) {
                ByteBuffer one = ByteBuffer.allocate(1);
                assertEquals(1, file.readFully(one, 20_000));
                file.writeFully(ByteBuffer.wrap(new byte[] {(byte) (one.get(0) ^ 1)}), 20_000);
            }
            assertThrows(CorruptLogException.class, () -> read(mapped(storage, log)));
        }
    }

    @Test
    void whereFilesCannotBeMappedTheyAreRead() {
        SimDisk disk = SimDisk.create();
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 2000);
            assertEquals(2000, read(mapped(disk, log)));
            assertFalse(log.segments().isEmpty());
        }
    }
}
