// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.crypto.KeyRotation;
import io.duramen.crypto.ReencryptionReport;
import io.duramen.crypto.RotationReport;
import io.duramen.proof.TestKeys;
import io.duramen.seal.Keyring;
import io.duramen.storage.NioStorage;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.spi.Anchor;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers and readers go on while keys are rotated and data is re-encrypted again and again, and none of them fails. */
class OnlineRotationTest {
    private static final int ROTATIONS = 5;

    private final TestKeys keys = new TestKeys();

    @TempDir
    private Path directory;

    @AfterEach
    void wipeKeys() {
        keys.close();
    }

    @Test
    @Tag("S3.20")
    void noWriterAndNoReaderOfALogFails() throws Exception {
        NioStorage storage = NioStorage.at(directory);
        Keyring keyring = keys.create(storage);
        WalOptions options = WalOptions.builder()
                .sealing(keyring)
                .anchor(Anchor.none())
                .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .maxSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .recycledSegments(2)
                .build();
        try (WriteAheadLog log = WriteAheadLog.create(storage, options)) {
            Work work = new Work(5);
            work.begin(() -> log.append(ByteBuffer.wrap(new byte[3000])));
            work.begin(() -> log.append(ByteBuffer.wrap(new byte[300])));
            work.begin(() -> read(log));
            work.begin(() -> read(log));
            work.begin(() -> log.checkpoint(Math.max(1, log.durableLsn() - 200)));
            for (int i = 0; i < ROTATIONS; i++) {
                work.awaitARound();
                Rotated.requireComplete(keyring, rotated(Rotated.rotation(keyring, log), i));
            }
            work.end();
            read(log);
        }
        try (WriteAheadLog log = WriteAheadLog.open(storage, options)) {
            read(log);
        }
    }

    /** Every second time all data is sealed anew. */
    private static RotationReport rotated(KeyRotation rotation, int i) {
        if (i % 2 == 0) {
            return rotation.rotate("drill " + i);
        }
        ReencryptionReport report = rotation.reencrypt("drill " + i);
        assertTrue(report.isComplete(), report::toString);
        return report.rotation();
    }

    /** A reader may be overtaken by a checkpoint, but by nothing else. */
    private static void read(WriteAheadLog log) {
        try (var reader = log.read(log.firstLsn())) {
            reader.forEach(read -> assertTrue(read.payload().remaining() > 0));
        } catch (io.duramen.wal.RecordsRemovedException overtaken) {
            assertTrue(log.firstLsn() > 1);
        }
    }

    @Test
    @Tag("S3.20")
    void norDoesAnyOfAStore() throws Exception {
        NioStorage storage = NioStorage.at(directory);
        Keyring keyring = keys.create(storage);
        StoreOptions options = StoreOptions.builder()
                .wal(WalOptions.builder()
                        .sealing(keyring)
                        .anchor(Anchor.none())
                        .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                        .maxSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                        .build())
                .anchor(Anchor.none())
                .checkpointCommits(40)
                .build();
        long committed;
        try (StateStore store = StateStore.create(storage, options)) {
            store.commit(tx -> tx.put(new byte[] {1}, new byte[500]));
            store.snapshots().create("first");
            Work work = new Work(3);
            work.begin(() -> store.commit(tx -> tx.put(new byte[] {(byte) store.lsn()}, new byte[500])));
            work.begin(() -> assertEquals(List.of(), store.snapshots().verify("first", io.duramen.base.Progress.NONE)));
            work.begin(() -> assertTrue(store.get(new byte[] {1}) != null));
            for (int i = 0; i < ROTATIONS; i++) {
                work.awaitARound();
                Rotated.requireComplete(keyring, rotated(Rotated.rotation(keyring, store.keys()), i));
            }
            work.end();
            committed = store.lsn();
            assertEquals(List.of(), store.verify(io.duramen.base.Progress.NONE).problems());
        }
        try (StateStore store = StateStore.open(storage, options)) {
            assertEquals(committed, store.lsn());
        }
    }

    /** Things that are done over and over until told to end; the first that fails is told. */
    private static final class Work {
        private final ExecutorService threads;
        private final List<Future<?>> all = new ArrayList<>();
        private final List<Round> rounds = new ArrayList<>();
        private final AtomicBoolean ended = new AtomicBoolean();

        Work(int count) {
            threads = Executors.newFixedThreadPool(count);
        }

        private static final class Round {
            private volatile CountDownLatch next = new CountDownLatch(1);
        }

        void begin(Runnable one) {
            Round round = new Round();
            rounds.add(round);
            all.add(threads.submit(() -> {
                try {
                    while (!ended.get()) {
                        one.run();
                        round.next.countDown();
                    }
                } finally {
                    ended.set(true);
                    round.next.countDown();
                }
            }));
        }

        /** Waits until each has been done once more. */
        void awaitARound() throws InterruptedException {
            for (Round round : rounds) {
                CountDownLatch next = new CountDownLatch(1);
                round.next = next;
                while (!ended.get() && !next.await(10, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                    // until somebody has failed, each goes round
                }
            }
        }

        void end() throws InterruptedException, ExecutionException {
            ended.set(true);
            for (Future<?> one : all) {
                one.get();
            }
            threads.shutdown();
        }
    }
}
