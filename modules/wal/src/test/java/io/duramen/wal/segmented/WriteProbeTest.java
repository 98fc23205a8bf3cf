// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.SimDisk;
import io.duramen.testkit.SimOptions;
import io.duramen.testkit.SimulatedCrash;
import io.duramen.wal.Durability;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WritePath;
import io.duramen.wal.WritePathChoice;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What an open makes of a device it has never seen. */
class WriteProbeTest {
    private static final WalOptions PROBED =
            options().writePath(WritePath.PROBED).build();
    private static final long MICRO = 1000;

    private final SimDisk disk = SimDisk.create();
    private final AtomicLong time = new AtomicLong();

    /** The disk, on which each way of writing takes a time of its own. */
    private Storage timed(long directNanos, long otherNanos) {
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, arguments) -> {
                    Object result = call(disk, method, arguments);
                    if (!method.getName().equals("open")) {
                        return result;
                    }
                    long each = arguments[1] == OpenMode.DIRECT ? directNanos : otherNanos;
                    return Proxy.newProxyInstance(
                            StorageFile.class.getClassLoader(),
                            new Class<?>[] {StorageFile.class},
                            (file, called, given) -> {
                                time.addAndGet(called.getName().equals("writeFully") ? each : 0);
                                return call(result, called, given);
                            });
                });
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private WritePathChoice choose(WalOptions options, long directNanos, long otherNanos) {
        if (!disk.exists(LogNames.DIRECTORY)) {
            disk.createDirectory(LogNames.DIRECTORY);
        }
        Storage storage = timed(directNanos, otherNanos);
        WritePathChoice choice = new WriteProbe(storage, options, new SegmentFiles(storage, null), time::get).choose();
        assertFalse(disk.exists(LogNames.PROBE));
        assertEquals(0, disk.openFiles().size());
        return choice;
    }

    @Test
    void aClearlyBetterMedianIsTakenAndToldWithItsFigures() {
        WritePathChoice choice = choose(PROBED, 90 * MICRO, 100 * MICRO);

        assertEquals(WritePath.DIRECT, choice.path());
        assertEquals(WriteProbe.MOST_ROUNDS, choice.rounds());
        assertEquals(Duration.ofNanos(90 * MICRO), choice.direct());
        assertEquals(Duration.ofNanos(100 * MICRO), choice.buffered());
        assertTrue(choice.reason().contains("direct 90 us, buffered 100 us"), choice::reason);
    }

    @Test
    void aMedianThatIsOnlyALittleBetterIsNot() {
        assertEquals(WritePath.BUFFERED, choose(PROBED, 91 * MICRO, 100 * MICRO).path());
        assertEquals(
                WritePath.BUFFERED, choose(PROBED, 200 * MICRO, 100 * MICRO).path());
    }

    @Test
    void aSlowDeviceIsNotKeptLongerThanAFifthOfASecond() {
        WritePathChoice choice = choose(PROBED, 5_000 * MICRO, 10_000 * MICRO);

        assertEquals(WritePath.DIRECT, choice.path());
        assertEquals(13, choice.rounds()); // 15 ms each, after one of 5
        assertEquals(0, time.get() / 215_000_000);
    }

    @Test
    void tooFewRoundsSayNothing() {
        WritePathChoice choice = choose(PROBED, 10_000 * MICRO, 90_000 * MICRO);

        assertEquals(WritePath.BUFFERED, choice.path());
        assertEquals(2, choice.rounds());
        assertTrue(choice.reason().startsWith("too slow"), choice::reason);
    }

    @Test
    void nothingIsTriedUnlessAskedForOrWhereNothingIsSynced() {
        disk.createDirectory(LogNames.DIRECTORY);
        long before = disk.operations();
        assertEquals(WritePath.BUFFERED, choose(plain(), 1, 2).path());
        assertEquals(
                WritePath.BUFFERED,
                choose(PROBED.toBuilder().durability(Durability.NONE).build(), 1, 2)
                        .path());
        assertEquals(before, disk.operations());
    }

    @Test
    void whereThereAreNoDirectWritesTheOthersAreTakenAndTheReasonIsTold() {
        SimDisk without = SimDisk.create(SimOptions.defaults().withDirectWrites(false));
        try (WriteAheadLog log = WriteAheadLog.create(without, PROBED)) {
            append(log, 1, 3);
            WritePathChoice choice = log.metrics().writePath();
            assertEquals(WritePath.BUFFERED, choice.path());
            assertTrue(choice.reason().contains("no direct writes"), choice::reason);
        }
    }

    @Test
    void aCrashWhileItIsTriedLeavesNothingBehind() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 3);
        }
        int left = 0;
        for (int operation = 0; ; operation++) {
            SimDisk crashing = disk.crash(1);
            crashing.crashAt(operation);
            try {
                WriteAheadLog.open(crashing, PROBED).close();
            } catch (RuntimeException | SimulatedCrash expected) {
                assertTrue(crashing.isCrashed(), expected::toString);
            }
            if (!crashing.isCrashed()) {
                break;
            }
            SimDisk after = crashing.crash(1);
            left += after.exists(LogNames.PROBE) ? 1 : 0;
            try (WriteAheadLog log = WriteAheadLog.open(after, plain())) {
                requireRecords(log, 3);
            }
            assertFalse(after.exists(LogNames.PROBE));
        }
        assertTrue(left > 10);
    }
}
