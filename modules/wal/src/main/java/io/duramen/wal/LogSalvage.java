// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import io.duramen.wal.segmented.SegmentSalvage;
import java.nio.file.Path;

/**
 * Copies what is intact of a damaged log, before the damage and behind it, into a new log. The last resort: a backup is
 * better, because what was lost between two records may be what made sense of the second.
 *
 * <pre>{@code
 * try (LogSalvage salvage = LogSalvage.of(damaged, options)) {
 *     SalvageReport report = salvage.report();   // what would be lost; nothing was written yet
 *     try (WriteAheadLog copy = WriteAheadLog.create(target, options)) {
 *         salvage.copyTo(copy);
 *     }
 * }
 * }</pre>
 *
 * <p>A record is intact if its frame is: if all checksums hold, and the seal if there is one, and if the frame hangs together
 * with those beside it or leaves room for exactly what is missing between them. Bytes the device refuses to read count as
 * damaged. The log itself is not changed; its lock is held meanwhile, so that nobody writes to it.
 *
 * <p>Never happens by itself: no method that opens a log skips damage.
 *
 * <p><b>Thread safety:</b> none; one thread at a time.
 */
public final class LogSalvage implements AutoCloseable {
    private final SegmentSalvage segments;

    private LogSalvage(SegmentSalvage segments) {
        this.segments = segments;
    }

    /**
     * Looks for what is intact.
     *
     * @param directory the log's directory
     * @param options give the sealing and hear of progress
     * @return the salvage, to be closed
     * @throws LogMissingException if there is no log
     * @throws ForeignDirectoryException if the directory holds something else
     * @throws io.duramen.storage.StorageLockedException if the log is open elsewhere
     * @throws io.duramen.crypto.SealException if it is sealed and the options hold no key that opens it
     */
    public static LogSalvage of(Path directory, WalOptions options) {
        return of(NioStorage.at(directory), options);
    }

    /**
     * Looks for what is intact of a log in a storage; see {@link #of(Path, WalOptions)}.
     *
     * @param storage the log's directory
     * @param options give the sealing and hear of progress
     * @return the salvage, to be closed
     */
    public static LogSalvage of(Storage storage, WalOptions options) {
        return new LogSalvage(SegmentSalvage.of(storage, options));
    }

    /**
     * Tells what can be copied and what is lost.
     *
     * @return the report
     */
    public SalvageReport report() {
        return segments.report();
    }

    /**
     * Appends every intact record to an empty log, with all it holds but its number, which is the next one there; {@link
     * SalvageReport.Run} tells which had which. When this returns, all of them are durable.
     *
     * @param target the log
     * @return what was copied and what is lost
     * @throws IllegalArgumentException if there are records in the log already; nothing was written
     * @throws CorruptLogException if a record cannot be read any more; what was copied before it stays
     */
    public SalvageReport copyTo(WriteAheadLog target) {
        if (target.durableLsn() > 0 || target.firstLsn() > 1) {
            throw new IllegalArgumentException(
                    "expected an empty log to copy to, found records up to " + target.durableLsn());
        }
        segments.forEach(record -> target.submit(entry(record)));
        target.sync();
        return report();
    }

    private static LogEntry entry(LogRecord record) {
        LogEntry.Builder entry = LogEntry.builder(record.payload())
                .type(record.type())
                .transactionId(record.transactionId())
                .incarnation(record.incarnation());
        if (record.time() != null) {
            entry.time(record.time());
        }
        if (record.actor() != null) {
            entry.actor(record.actor());
        }
        if (record.operation() != null) {
            entry.operation(record.operation());
        }
        if (record.key() != null) {
            byte[] key = new byte[record.key().remaining()];
            record.key().get(key);
            entry.key(key);
        }
        return entry.build();
    }

    /** Gives the log's lock back. Closing twice does nothing. */
    @Override
    public void close() {
        segments.close();
    }
}
