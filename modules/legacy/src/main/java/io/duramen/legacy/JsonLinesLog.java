// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import io.duramen.legacy.lines.JsonLinesProvider;
import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A log of JSON lines: PREPARE and COMMIT as the predecessors know them, each line numbered and with a checksum of its own.
 * It is a {@link WriteAheadLog} like any other, and offers what users of the predecessors are used to.
 *
 * <p>A transaction is prepared, then applied to wherever the state is kept, then committed; see {@link #prepare} and {@link
 * #markCommitted}. Each costs one line and one sync, however many transactions are pending. The format stands in {@code
 * docs/formats/json-lines.md}.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread; lines of threads that come together share a sync.
 */
public interface JsonLinesLog extends WriteAheadLog, ReadableJsonLinesLog {

    /**
     * Makes a new, empty log; see {@link WriteAheadLog#create(Path, WalOptions)}.
     *
     * @param directory a directory that does not exist or is empty; its parent must exist
     * @param options how
     * @return the open log
     */
    static JsonLinesLog create(Path directory, WalOptions options) {
        return create(NioStorage.at(directory), options);
    }

    /**
     * Makes a new, empty log in a storage; see {@link #create(Path, WalOptions)}.
     *
     * @param storage the directory
     * @param options how
     * @return the open log
     */
    static JsonLinesLog create(Storage storage, WalOptions options) {
        return new JsonLinesProvider().create(storage, options);
    }

    /**
     * Opens a log; see {@link WriteAheadLog#open(Path, WalOptions)}. A log that a predecessor wrote is rewritten with numbers
     * and checksums first; the old file is kept in {@code quarantine/}.
     *
     * @param directory the directory that holds {@code wal/wal.log}
     * @param options how
     * @return the open log
     */
    static JsonLinesLog open(Path directory, WalOptions options) {
        return open(NioStorage.at(directory), options);
    }

    /**
     * Opens a log in a storage; see {@link #open(Path, WalOptions)}.
     *
     * @param storage the directory that holds {@code wal/wal.log}
     * @param options how
     * @return the open log
     */
    static JsonLinesLog open(Storage storage, WalOptions options) {
        return new JsonLinesProvider().open(storage, options);
    }

    /**
     * Writes a PREPARE line with the log's clock; see {@link #prepare(String, Changes, Instant)}.
     *
     * @param transactionId the transaction's id
     * @param changes what it changes
     * @return the line's LSN
     */
    long prepare(String transactionId, Changes changes);

    /**
     * Writes a PREPARE line. When this returns, it is durable.
     *
     * @param transactionId the transaction's id, at most {@link io.duramen.wal.LogEntry#MAX_KEY_BYTES} bytes of UTF-8; it must
     *     not be in the log yet
     * @param changes what it changes
     * @param time when, kept in microseconds
     * @return the line's LSN
     * @throws DuplicateTransactionException if the id is in the log already; nothing was written
     * @throws io.duramen.wal.RecordTooLargeException if the changes are over the limit; nothing was written
     * @throws io.duramen.wal.LogFailedException if this or an earlier write failed; whether the line survives is unknown
     */
    long prepare(String transactionId, Changes changes, Instant time);

    /**
     * Writes a COMMIT line: one line is appended, nothing is rewritten. When this returns, the commit is durable and is seen by
     * every later open. Committing again does nothing.
     *
     * @param transactionId the transaction's id
     * @return {@code true} if this call committed it, {@code false} if it was committed already
     * @throws UnknownTransactionException if no such transaction is in the log; nothing was written
     * @throws io.duramen.wal.LogFailedException if this or an earlier write failed; whether the line survives is unknown
     */
    boolean markCommitted(String transactionId);

    /**
     * Lists the transactions that are prepared and not committed, as a recovery needs them. Reads the whole file.
     *
     * @return them, in the order of the file
     */
    List<LoggedTransaction> uncommitted();

    /**
     * Rewrites the log without what a checkpoint has made superfluous: below the checkpoint, committed transactions, their
     * COMMITs and all other records go, and transactions that are still pending stay. A {@linkplain #checkpoint checkpoint} is
     * needed, because a COMMIT alone does not say where the changes are held. The same as {@link #compact} with {@link
     * io.duramen.wal.Compaction#auto}.
     *
     * <p>Runs on the calling thread beside appends, which wait only while the last of them are taken over. The new file is
     * complete and durable before it takes the log's name; a crash at any moment leaves the one or the other.
     *
     * @return how many records were removed
     * @throws io.duramen.wal.NoCheckpointException if no checkpoint was ever taken; nothing was removed
     * @throws io.duramen.wal.CorruptLogException if a line is damaged; the log was not changed
     * @throws io.duramen.storage.StorageException if the new file cannot be written; the log was not changed
     */
    long compactWal();
}
