// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.commit.Changes;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.testkit.Operation;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a commit costs the device beside one synced write of the same bytes, counted call by call; how long that takes is for the bench. */
class CommitOverheadTest {
    private static final int TIMES = 50;
    private static final int KEY_BYTES = 24;

    /** A transaction's record and a change in it, as {@code docs/formats/transaction.md} lays them out. */
    private static final int HEADER_BYTES = 80;

    private static final int CHANGE_BYTES = 7;

    /** One segment takes all, so that no roll is counted: it costs a log and a store the same. */
    private static final WalOptions LOG = WalOptions.builder()
            .writerMode(WriterMode.CALLER)
            .firstSegmentBytes(8 << 20)
            .build();

    /** What the device was asked for. */
    private record Asked(long syncs, long writes, long bytes) {
        static Asked of(RecordingStorage disk) {
            return new Asked(
                    disk.count(Kind.FORCE) + disk.count(Kind.SYNC_DIRECTORY),
                    disk.count(Kind.WRITE),
                    disk.operations().stream()
                            .filter(operation -> operation.kind() == Kind.WRITE)
                            .mapToLong(Operation::length)
                            .sum());
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 100", "100, 100", "1, 4096"})
    @Tag("S1.35")
    @Tag("S1.72")
    @Tag("S4.21")
    void aCommitIsOneWriteAndOneSyncAsAnAppendOfTheSameBytesIs(int keys, int valueBytes) {
        Asked commits = commits(keys, valueBytes);
        assertEquals(TIMES, commits.syncs(), "syncs");
        assertEquals(TIMES, commits.writes(), "writes");
        Asked appends = appends(keys, valueBytes);
        assertEquals(appends.syncs(), commits.syncs(), "syncs");
        assertEquals(appends.writes(), commits.writes(), "writes");
    }

    @ParameterizedTest
    @CsvSource({"1, 100", "100, 100", "1, 4096"})
    @Tag("S1.35")
    @Tag("S1.72")
    @Tag("S4.21")
    void aCommitWritesAtMostATenthMoreThanAnAppendOfTheSameBytes(int keys, int valueBytes) {
        double commits = commits(keys, valueBytes).bytes();
        double appends = appends(keys, valueBytes).bytes();
        assertTrue(commits <= appends * 1.1, commits / TIMES + " bytes a commit, " + appends / TIMES + " an append");
    }

    @ParameterizedTest
    @CsvSource({"16, 100"})
    @Tag("S1.72")
    void transactionsGivenTogetherShareAWriteAndASync(int transactions, int valueBytes) {
        RecordingStorage disk = RecordingStorage.over(SimDisk.create());
        try (StateStore store = StateStore.create(disk, options())) {
            disk.clear();
            for (int i = 0; i < TIMES; i++) {
                store.commitAll(Collections.nCopies(transactions, body(1, valueBytes)));
            }
            Asked asked = Asked.of(disk);
            assertEquals(TIMES, asked.syncs(), "syncs");
            assertEquals(TIMES, asked.writes(), "writes");
        }
    }

    private static Asked commits(int keys, int valueBytes) {
        RecordingStorage disk = RecordingStorage.over(SimDisk.create());
        try (StateStore store = StateStore.create(disk, options())) {
            store.commit(body(keys, valueBytes));
            disk.clear();
            for (int i = 0; i < TIMES; i++) {
                store.commit(body(keys, valueBytes));
            }
            return Asked.of(disk);
        }
    }

    private static Asked appends(int keys, int valueBytes) {
        RecordingStorage disk = RecordingStorage.over(SimDisk.create());
        int bytes = HEADER_BYTES + keys * (CHANGE_BYTES + KEY_BYTES + valueBytes);
        try (WriteAheadLog log = WriteAheadLog.create(disk, LOG)) {
            log.append(ByteBuffer.allocate(bytes));
            disk.clear();
            for (int i = 0; i < TIMES; i++) {
                log.append(ByteBuffer.allocate(bytes));
            }
            return Asked.of(disk);
        }
    }

    private static StoreOptions options() {
        return StoreOptions.builder().wal(LOG).build();
    }

    private static Consumer<Changes> body(int keys, int valueBytes) {
        return changes -> {
            for (int i = 0; i < keys; i++) {
                changes.put("key-%020d".formatted(i).getBytes(StandardCharsets.US_ASCII), new byte[valueBytes]);
            }
        };
    }
}
