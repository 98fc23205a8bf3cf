// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import io.duramen.crypto.KeyHolder;
import io.duramen.crypto.KeyUse;
import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import io.duramen.wal.spi.SegmentDigest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/**
 * An append-only log of records that survives a crash of the process, the operating system or the power supply.
 *
 * <p>When {@link #append} returns, the record is as durable as the log's {@link Durability} promises: under {@code WAL} it
 * has been forced to the device and every later {@link #read} returns it, in this process or the next. Records are numbered
 * from 1 without gaps; a record's number is its log sequence number (LSN).
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread, interrupted or not; an interrupt never closes the log.
 *
 * <p>After an I/O error the log is failed for good: every method except {@link #close} throws {@link LogFailedException}
 * with the first cause, because a page the kernel failed to write may already be marked clean. Reopen to recover.
 */
public interface WriteAheadLog extends ReadableLog {

    /**
     * Makes a new, empty log in a directory that does not exist or is empty, and opens it.
     *
     * @param directory the directory; its parent must exist
     * @param options how
     * @return the open log
     * @throws LogExistsException if there is a log already; it was not touched
     * @throws ForeignDirectoryException if there are files that are not a log's; they were not touched
     */
    static WriteAheadLog create(Path directory, WalOptions options) {
        return create(NioStorage.at(directory), options);
    }

    /**
     * Makes a new, empty log in a storage, and opens it.
     *
     * @param storage the directory
     * @param options how
     * @return the open log
     * @throws LogExistsException if there is a log already; it was not touched
     * @throws ForeignDirectoryException if there are files that are not a log's; they were not touched
     */
    static WriteAheadLog create(Storage storage, WalOptions options) {
        return options.provider().create(storage, options);
    }

    /**
     * Opens a log: takes its lock, verifies it, and makes what a crash left at its end durable.
     *
     * @param directory the directory
     * @param options how
     * @return the open log
     * @throws LogMissingException if there is no log; nothing was created
     * @throws ForeignDirectoryException if the directory holds something else; it was not touched
     * @throws CorruptLogException if a durable record is damaged; nothing was changed, and {@link #openReadOnly} still reads
     *     what comes before it
     * @throws io.duramen.storage.StorageLockedException if it is open elsewhere
     * @throws io.duramen.crypto.SealException if it is sealed and the options hold no key that opens it
     */
    static WriteAheadLog open(Path directory, WalOptions options) {
        return open(NioStorage.at(directory), options);
    }

    /**
     * Opens a log in a storage; see {@link #open(Path, WalOptions)}.
     *
     * @param storage the directory
     * @param options how
     * @return the open log
     */
    static WriteAheadLog open(Storage storage, WalOptions options) {
        return options.provider().open(storage, options);
    }

    /**
     * Opens a log for reading, damaged or not, without taking its lock or changing anything. Damage is told in {@link
     * LogRecovery#damage}; what comes before it can be read.
     *
     * <p>A sealed log opened without a key shows its segments and what their checksums tell; reading its records throws {@link
     * io.duramen.crypto.KeyRefusedException}, and whether somebody altered them on purpose stays unknown.
     *
     * @param directory the directory
     * @param options how
     * @return the log as it stands; it does not follow later appends
     */
    static ReadableLog openReadOnly(Path directory, WalOptions options) {
        return openReadOnly(NioStorage.at(directory), options);
    }

    /**
     * Opens a log in a storage for reading; see {@link #openReadOnly(Path, WalOptions)}.
     *
     * @param storage the directory
     * @param options how
     * @return the log as it stands; it does not follow later appends
     */
    static ReadableLog openReadOnly(Storage storage, WalOptions options) {
        return options.provider().openReadOnly(storage, options);
    }

    /**
     * Tells which files in a log's directory need the keys of which epochs, by their headers. Takes no lock and changes nothing;
     * beside a process that goes on writing it tells how things stood at some moment or other.
     *
     * @param storage the directory
     * @param options how; they hold the key
     * @return what needs which
     * @throws IllegalStateException if the options hold no key
     * @throws UnsupportedOperationException if the backend or what seals it cannot rotate keys
     */
    static KeyUse keyUse(Storage storage, WalOptions options) {
        return options.provider().keyUse(storage, options);
    }

    /**
     * Appends one record and waits until it is durable.
     *
     * @param payload the bytes from position to limit, at most {@link WalOptions#maxRecordBytes}; not retained. Nobody may
     *     change the buffer until this returns: a limit that shrinks under way leaves a place without a record, and fails the log
     * @return the record's LSN
     * @throws RecordTooLargeException if the payload is over the limit; nothing was written
     * @throws LogFullException if there is no space; nothing was written, and the log goes on once there is
     * @throws LogFailedException if this or an earlier write failed; whether the record survives is unknown
     */
    default long append(ByteBuffer payload) {
        return append(LogEntry.of(payload));
    }

    /**
     * Appends one record with attributes and waits until it is durable.
     *
     * @param entry the record
     * @return the record's LSN
     * @throws RecordTooLargeException if it is over the limit; nothing was written
     * @throws LogFullException if there is no space; nothing was written, and the log goes on once there is
     * @throws LogFailedException if this or an earlier write failed; whether the record survives is unknown
     */
    default long append(LogEntry entry) {
        return submit(entry).await();
    }

    /**
     * Appends one record without waiting.
     *
     * @param entry the record; its payload is copied before this returns
     * @return completes with the LSN when the record is durable, exceptionally with what {@link #append} would throw
     */
    default CompletionStage<Long> appendAsync(LogEntry entry) {
        return submit(entry).stage();
    }

    /**
     * Gives one record its number and starts it on its way. Blocks only while too much is under way already. A record that
     * nobody waits for is written within five milliseconds.
     *
     * @param entry the record; its payload is copied before this returns
     * @return the record under way
     * @throws RecordTooLargeException if it is over the limit; nothing was written
     * @throws LogFailedException if the log has failed
     */
    PendingAppend submit(LogEntry entry);

    /**
     * Gives several records consecutive numbers and starts them on their way in one frame: after a crash all of them are there
     * or none.
     *
     * @param entries the records, at least one; together at most {@link WalOptions#maxRecordBytes}, counting 36 bytes and the
     *     attributes of each; their payloads are copied before this returns
     * @return the records under way; its number is that of the last one
     * @throws RecordTooLargeException if one of them or all together are over the limit; nothing was written
     * @throws LogFailedException if the log has failed
     */
    PendingAppend submitAll(List<LogEntry> entries);

    /**
     * Appends one record if its turn comes in time: that is, if there is room among what is under way and the rate allows it.
     * Once it has its number the record is waited for however long that takes, because it can no longer be taken back.
     *
     * @param entry the record
     * @param timeout how long to wait for the turn; zero for not at all
     * @return the record's LSN; empty if its turn did not come, and nothing was written
     * @throws RecordTooLargeException if it is over the limit; nothing was written
     * @throws LogFullException if there is no space; nothing was written, and the log goes on once there is
     * @throws LogFailedException if this or an earlier write failed; whether the record survives is unknown
     */
    OptionalLong tryAppend(LogEntry entry, Duration timeout);

    /**
     * Makes everything appended so far durable, also in a log of durability {@code NONE}.
     *
     * @return the last durable LSN
     * @throws LogFullException if some of it found no space and was turned away; what came before it is durable
     * @throws LogFailedException if this or an earlier write failed; whether what is not yet durable survives is unknown
     */
    long sync();

    /**
     * Tells the log that everything below a record is held elsewhere, durably. Segments that lie wholly below it are removed,
     * after the mark itself is durable.
     *
     * @param lsn the first record still needed, at most one more than {@link #durableLsn}
     * @return how many segments were removed
     */
    int checkpoint(long lsn);

    /**
     * Returns the first record still needed, as the last {@link #checkpoint} said. A replay begins there.
     *
     * @return an LSN; 1 if no checkpoint was ever taken
     */
    @Override
    long checkpointLsn();

    /**
     * Removes segments below the checkpoint. Appends go on meanwhile. A crash at any moment leaves the log as it was before or
     * with some of the segments gone, and the next open finishes the rest.
     *
     * @param how which of them
     * @return what was removed
     * @throws NoCheckpointException if no checkpoint was ever taken; nothing was removed
     * @throws LogFailedException if this or an earlier write failed; the segments may be gone or not, nothing else is lost
     */
    CompactionResult compact(Compaction how);

    /**
     * Returns the keys of the log's segments, to be renewed by a {@link io.duramen.crypto.KeyRotation} while the log is in use.
     *
     * @return the keys
     * @throws IllegalStateException if the log is not sealed
     * @throws UnsupportedOperationException if what seals it cannot rotate keys
     */
    default KeyHolder keys() {
        throw new UnsupportedOperationException("this backend cannot rotate keys");
    }

    /**
     * Returns the durable frames of the newest segment, for an {@link io.duramen.wal.spi.Anchor} to remember beside what else it
     * knows of the log. Waits for the group under way, if there is one, and forces nothing that appends do not.
     *
     * @return the frames; empty if the log is not sealed, or its backend keeps no digest of them
     */
    default Optional<SegmentDigest> newestFrames() {
        return Optional.empty();
    }

    /**
     * Counts what the log did since it was opened.
     *
     * @return the figures as they are now
     */
    WalStatistics statistics();

    /**
     * Tells how the log fares: what it did, how long its stages took, how much is under way and how large it is. Costs some
     * microseconds and disturbs no append. A closed or failed log still tells.
     *
     * @return the figures as they are now; a backend that times nothing leaves the latencies empty
     */
    default WalMetrics metrics() {
        return WalMetrics.untimed(this);
    }

    /**
     * Waits for everything under way, marks the log as closed in order, and gives its lock back. After a failure it only
     * gives the lock back. Closing twice does nothing; whoever closes while another thread does returns at once.
     */
    @Override
    void close();
}
