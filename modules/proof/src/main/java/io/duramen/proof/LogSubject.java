// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import io.duramen.seal.Keyring;
import io.duramen.storage.Storage;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogMissingException;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A log whose record n holds number n. */
final class LogSubject extends CrashSubject {
    private final WriteAheadLog log;
    private final @Nullable Keyring keyring;
    private final long seed;
    private final Object order = new Object();
    private long next; // guarded by order

    private LogSubject(WriteAheadLog log, @Nullable Keyring keyring, long seed) {
        this.log = log;
        this.keyring = keyring;
        this.seed = seed;
        this.next = log.durableLsn() + 1;
    }

    static @Nullable LogSubject open(
            Storage storage, WalOptions options, long seed, @Nullable Keyring keyring, boolean create) {
        WriteAheadLog log;
        try {
            log = WriteAheadLog.open(storage, options);
        } catch (LogMissingException missing) {
            if (!create) {
                return null;
            }
            log = WriteAheadLog.create(storage, options);
        }
        return new LogSubject(log, keyring, seed);
    }

    @Override
    long writeNext(LongConsumer announce) {
        PendingAppend append;
        synchronized (order) { // the order of announcements is the order of numbers; waiting is done outside, in groups
            announce.accept(next);
            append = log.submit(LogEntry.of(ByteBuffer.wrap(CrashPayload.of(seed, next))));
            if (append.lsn() != next) {
                throw new WrongContentException("the log gave number " + append.lsn() + " to its record " + next);
            }
            next++;
        }
        return append.await();
    }

    @Override
    CrashRange check() {
        long expected = log.firstLsn();
        try (LogReader reader = log.read(expected)) {
            for (LogRecord record : reader) {
                String where = "record " + record.lsn();
                long number = CrashPayload.number(record.payload(), where);
                if (record.lsn() != expected || number != expected) {
                    throw new WrongContentException(where + " holds number " + number + ", expected was " + expected);
                }
                expected++;
            }
        }
        if (expected != log.durableLsn() + 1) {
            throw new WrongContentException(
                    "the log says " + log.durableLsn() + " records, the last one read is " + (expected - 1));
        }
        LogRecovery found = log.recovery();
        return new CrashRange(log.firstLsn(), expected - 1, found.unproven(), found.tornBytes());
    }

    @Override
    public void close() {
        try (keyring) {
            log.close();
        }
    }
}
