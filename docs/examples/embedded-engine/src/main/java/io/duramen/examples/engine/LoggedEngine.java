// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.examples.engine;

import io.duramen.storage.Storage;
import io.duramen.wal.LogEntry;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * H2's MVStore behind a write-ahead log. MVStore by itself acknowledges before the device has the data, and syncs in the background
 * or when told; behind the log a transaction is durable when {@link #write} returns, and costs one sync of a file that was written
 * before, not one of a tree.
 *
 * <p>The order is the whole secret. {@code write}: the record is forced into the log, then applied to the store, together with its
 * number. {@link #checkpoint}: the store is synced, then the log is told what it need not hold any more. {@link #openWithRecovery}:
 * what the log has and the store lacks is applied again.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread; writes happen one at a time.
 */
public final class LoggedEngine implements AutoCloseable {
    private final WriteAheadLog log;
    private final DataStore data;
    private final EngineRecovery recovery;
    private @Nullable EngineFailedException failure;
    private boolean closed;

    private LoggedEngine(WriteAheadLog log, DataStore data, EngineRecovery recovery) {
        this.log = log;
        this.data = data;
        this.recovery = recovery;
    }

    /**
     * Puts a new log in front of a store. What the store holds already stays; it becomes the state before transaction 1.
     *
     * @param directory where the log is made; it does not exist or is empty
     * @param options how the log is kept
     * @param store the store, open; the engine closes it
     * @return the engine
     * @throws StoreLogMismatchException if the store follows another log
     * @throws io.duramen.wal.LogExistsException if there is a log already; it was not touched
     */
    public static LoggedEngine create(Storage directory, WalOptions options, MVStore store) {
        DataStore data = DataStore.in(store);
        WriteAheadLog log = null;
        boolean done = false;
        try {
            String follows = data.log();
            if (follows != null) {
                throw StoreLogMismatchException.foreign(follows, "a new one");
            }
            log = WriteAheadLog.create(directory, options);
            data.follow(log.logId());
            data.sync();
            done = true;
            return new LoggedEngine(log, data, new EngineRecovery(0, 0, 0, List.of()));
        } finally {
            if (!done) {
                abandon(log, data);
            }
        }
    }

    /**
     * Opens a store and its log, and gives the store what it lacks. Opening again finds nothing to do; a crash on the way is made up
     * for by the next open.
     *
     * @param directory where the log is
     * @param options how the log is kept
     * @param store the store, open; the engine closes it, also if this throws
     * @param warnings hears what was found and could be made up for, before anything is applied
     * @return the engine
     * @throws io.duramen.wal.CorruptLogException if something durable in the log is damaged; nothing was applied
     * @throws StoreLogMismatchException if the store follows another log, or one of them is too old for the other; nothing was applied
     */
    public static LoggedEngine openWithRecovery(
            Storage directory, WalOptions options, MVStore store, Consumer<String> warnings) {
        DataStore data = DataStore.in(store);
        WriteAheadLog log = null;
        boolean done = false;
        try {
            log = WriteAheadLog.open(directory, options);
            EngineRecovery recovery = new Replay(log, data, warnings).run();
            done = true;
            return new LoggedEngine(log, data, recovery);
        } finally {
            if (!done) {
                abandon(log, data);
            }
        }
    }

    /**
     * Writes a transaction: all its changes or none of them. When this returns it is durable.
     *
     * @param changes what it writes and removes, in order
     * @return its number, which is its record's in the log
     * @throws io.duramen.wal.RecordTooLargeException if it is too large for a record; nothing was written
     * @throws io.duramen.wal.LogFullException if there is no space; nothing was written, and the engine goes on once there is
     * @throws io.duramen.wal.LogFailedException if the log failed; whether the transaction survives is unknown
     * @throws EngineFailedException if the store did not take it; the next open replays it
     */
    public synchronized long write(List<Change> changes) {
        requireUsable();
        long lsn = log.append(LogEntry.builder(ChangeCodec.encode(changes))
                .operation(ChangeCodec.OPERATION)
                .build());
        try {
            data.apply(lsn, changes);
        } catch (RuntimeException | Error notTaken) {
            failure = new EngineFailedException(lsn, notTaken);
            throw failure;
        }
        return lsn;
    }

    /**
     * Reads a key.
     *
     * @param table the table
     * @param key the key
     * @return what the last transaction put there; {@code null} if nothing is there
     */
    public synchronized @Nullable String get(String table, String key) {
        requireUsable();
        return data.get(table, key);
    }

    /**
     * Reads a table.
     *
     * @param table the table
     * @return its keys and values by key, in a new map; empty if there is no such table
     */
    public synchronized Map<String, String> all(String table) {
        requireUsable();
        return data.all(table);
    }

    /**
     * Syncs the store, then lets the log drop what the store holds for good. The order must not be the other one: what the log
     * drops, nobody can replay.
     *
     * @return how many segments of the log were removed
     */
    public synchronized int checkpoint() {
        requireUsable();
        long applied = data.applied();
        data.sync();
        return log.checkpoint(applied + 1);
    }

    /**
     * Tells what was found and done when the engine was opened.
     *
     * @return the report
     */
    public EngineRecovery recovery() {
        return recovery;
    }

    /** Takes a checkpoint and closes both. After a failure it writes nothing more. Closing twice does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        boolean orderly = false;
        try {
            if (failure == null) {
                checkpoint();
                data.close();
                orderly = true;
            }
        } finally {
            closed = true;
            if (!orderly) {
                data.abandon();
            }
            log.close();
        }
    }

    private void requireUsable() {
        if (closed) {
            throw new IllegalStateException("the engine is closed");
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static void abandon(@Nullable WriteAheadLog log, DataStore data) {
        try {
            data.abandon();
        } finally {
            if (log != null) {
                log.close();
            }
        }
    }
}
