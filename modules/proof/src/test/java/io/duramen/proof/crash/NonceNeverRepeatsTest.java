// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.crash;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentCipher;
import io.duramen.proof.TestKeys;
import io.duramen.testkit.CrashReport;
import io.duramen.testkit.CrashRunner;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogMissingException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Over all crashes, recoveries and reopenings of one keyring, no frame is ever sealed under a key, a frame number and a hedge
 * that were used before.
 */
class NonceNeverRepeatsTest {
    private final TestKeys keys = new TestKeys();

    @AfterEach
    void wipeKeys() {
        keys.close();
    }

    @Test
    @Tag("S3.22")
    void noKeyAndNonceAreEverUsedTwiceWhateverCrashes(TestReporter reporter) {
        SimDisk keyDisk = SimDisk.create();
        NonceWatch watch = new NonceWatch(keys.create(keyDisk));
        CrashReport report = CrashRunner.of(
                        (storage, acks) -> {
                            try (WriteAheadLog log = WriteAheadLog.create(storage, Crashed.options(watch))) {
                                appendSome(log);
                            }
                        },
                        (storage, acks) -> {
                            try (WriteAheadLog log = WriteAheadLog.open(storage, Crashed.options(watch))) {
                                appendSome(log);
                            } catch (LogMissingException notYetCreated) {
                                assertTrue(acks.acked().isEmpty());
                            }
                        })
                .sectorSizes(512)
                .damages(3)
                .run();
        reporter.publishEntry("nonces", watch.sealed() + " frames under " + watch.keys() + " keys; " + report);
        assertTrue(watch.sealed() > 3000, () -> "only " + watch.sealed() + " frames");
    }

    /** A file that becomes another segment gets another key, whatever of its old and new header a crash leaves. */
    @Test
    @Tag("S3.22")
    void norIfTheFilesOfRemovedSegmentsAreUsedAgain(TestReporter reporter) {
        SimDisk keyDisk = SimDisk.create();
        NonceWatch watch = new NonceWatch(keys.create(keyDisk));
        AtomicLong recycled = new AtomicLong();
        CrashReport report = CrashRunner.of(
                        (storage, acks) -> {
                            try (WriteAheadLog log = WriteAheadLog.create(storage, recycling(watch))) {
                                generations(log, recycled);
                            }
                        },
                        (storage, acks) -> {
                            try (WriteAheadLog log = WriteAheadLog.open(storage, recycling(watch))) {
                                generations(log, recycled);
                            } catch (LogMissingException notYetCreated) {
                                assertTrue(acks.acked().isEmpty());
                            }
                        })
                .sectorSizes(512)
                .damages(2)
                .run();
        reporter.publishEntry("nonces", watch.sealed() + " frames under " + watch.keys() + " keys; " + report);
        assertTrue(watch.sealed() > 3000, () -> "only " + watch.sealed() + " frames");
        assertTrue(recycled.get() > 300, () -> "only " + recycled + " segments in used files");
    }

    private static WalOptions recycling(NonceWatch watch) {
        return Crashed.options(watch).toBuilder().recycledSegments(2).build();
    }

    private static void generations(WriteAheadLog log, AtomicLong recycled) {
        for (int i = 0; i < 6; i++) {
            log.append(ByteBuffer.allocate(45_000));
            log.checkpoint(log.durableLsn());
        }
        recycled.addAndGet(log.metrics().recycledSegments());
    }

    @Test
    void aRepeatedNonceWouldBeSeen() {
        NonceWatch watch = new NonceWatch(keys.fresh());
        Sealing.NewSegment segment =
                watch.newSegment(new io.duramen.crypto.SegmentIdentity(new java.util.UUID(1, 2), 1, 1));
        byte[] out = new byte[Sealing.FRAME_OVERHEAD];
        segment.cipher().seal(0, new byte[64], new byte[SegmentCipher.TAG_BYTES], new byte[0], 0, 0, out, 0);

        assertThrows(AssertionError.class, () -> watch.use("key 1", 0, out, 0));
    }

    private static void appendSome(WriteAheadLog log) {
        for (int i = 0; i < 6; i++) {
            log.append(ByteBuffer.wrap(Crashed.payload(log.durableLsn() + 1)));
        }
    }
}
