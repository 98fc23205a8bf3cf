// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import io.duramen.base.Event;
import io.duramen.base.EventSink;
import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import io.duramen.wal.LogCursor;
import io.duramen.wal.LogMissingException;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.OpenCheck;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record of what happened, who did it and how it ended, of which nothing can be taken away unnoticed. It stands in a
 * directory of its own, as a log whose entries each carry the digest of the one before.
 *
 * <pre>{@code
 * try (AuditTrail trail = AuditTrail.openOrCreate(directory, AuditOptions.defaults());
 *         StateStore store = StateStore.open(notes, StoreOptions.builder()
 *                 .wal(WalOptions.builder().events(trail).build())
 *                 .build())) {
 *     ...
 *     trail.append("report.printed", "ann", AuditOutcome.DONE, Map.of("pages", 12));
 * }
 * }</pre>
 *
 * <p>When {@link #append} or {@link #accept} returns, the entry is as durable as the log's options promise. When one throws, the
 * entry is not acknowledged and the work it was to record must not go on; those who send {@linkplain EventSink events} stop then.
 *
 * <p>What is in the trail shows that nothing was altered, removed, inserted or moved within it. That its newest entries were not
 * cut off shows only who keeps its {@link #head} elsewhere; see {@link AuditVerifier}.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread, interrupted or not. Entries that come together share a
 * sync.
 */
public final class AuditTrail implements EventSink, AutoCloseable {
    private final WriteAheadLog log;
    private final AuditOptions options;
    private final Hearing hearing;
    private final CommitMarks commits;
    private final EntryQueue queue;

    private AuditTrail(
            WriteAheadLog log,
            Storage storage,
            AuditOptions options,
            Hearing hearing,
            CommitMarks commits,
            AuditHead head) {
        this.log = log;
        this.options = options;
        this.hearing = hearing;
        this.commits = commits;
        this.queue = new EntryQueue(
                log,
                storage.describe(""),
                options.wal().maxRecordBytes(),
                options.maxPendingBytes(),
                head,
                this::durable);
    }

    /**
     * Makes a new, empty trail in a directory that does not exist or is empty, and opens it.
     *
     * @param directory the directory; its parent must exist
     * @param options how
     * @return the open trail
     * @throws io.duramen.wal.LogExistsException if there is a trail or a log already; it was not touched
     * @throws io.duramen.wal.ForeignDirectoryException if there is something else; it was not touched
     */
    public static AuditTrail create(Path directory, AuditOptions options) {
        return create(NioStorage.at(directory), options);
    }

    /**
     * Makes a new, empty trail in a storage; see {@link #create(Path, AuditOptions)}.
     *
     * @param storage the directory
     * @param options how
     * @return the open trail
     */
    public static AuditTrail create(Storage storage, AuditOptions options) {
        return opened(WriteAheadLog.create(storage, options.wal()), storage, options);
    }

    /**
     * Opens a trail: takes its lock, makes what a crash left at its end durable, and verifies every entry.
     *
     * @param directory the directory
     * @param options how
     * @return the open trail
     * @throws AuditMissingException if there is none; nothing was created
     * @throws AuditBrokenException if it is not as it was written; nothing was changed
     * @throws io.duramen.wal.CorruptLogException if its log is damaged; nothing was changed
     * @throws io.duramen.storage.StorageLockedException if it is open elsewhere
     * @throws io.duramen.crypto.SealException if it is sealed and the options hold no key that opens it
     */
    public static AuditTrail open(Path directory, AuditOptions options) {
        return open(NioStorage.at(directory), options);
    }

    /**
     * Opens a trail in a storage; see {@link #open(Path, AuditOptions)}.
     *
     * @param storage the directory
     * @param options how
     * @return the open trail
     */
    public static AuditTrail open(Storage storage, AuditOptions options) {
        // Every entry is read below, which verifies it.
        WalOptions once =
                options.wal().toBuilder().openCheck(OpenCheck.FRAME_HEADERS).build();
        try {
            return opened(WriteAheadLog.open(storage, once), storage, options);
        } catch (LogMissingException e) {
            throw new AuditMissingException(storage.describe(""), e);
        }
    }

    /**
     * Opens a trail, or makes one if there is none.
     *
     * @param directory the directory; its parent must exist
     * @param options how
     * @return the open trail
     */
    public static AuditTrail openOrCreate(Path directory, AuditOptions options) {
        return openOrCreate(NioStorage.at(directory), options);
    }

    /**
     * Opens a trail in a storage, or makes one if there is none.
     *
     * @param storage the directory
     * @param options how
     * @return the open trail
     */
    public static AuditTrail openOrCreate(Storage storage, AuditOptions options) {
        try {
            return open(storage, options);
        } catch (AuditMissingException none) {
            return create(storage, options);
        }
    }

    private static AuditTrail opened(WriteAheadLog log, Storage storage, AuditOptions options) {
        try {
            Hearing hearing = new Hearing(options);
            CommitMarks commits = new CommitMarks();
            ChainCheck chain = new ChainCheck(log.logId());
            AuditFinding finding = follow(log, chain, hearing, commits);
            if (finding != null) {
                throw new AuditBrokenException(storage.describe(""), finding);
            }
            return new AuditTrail(log, storage, options, hearing, commits, chain.head());
        } catch (RuntimeException | Error e) {
            try {
                log.close();
            } catch (RuntimeException alsoThis) {
                e.addSuppressed(alsoThis);
            }
            throw e;
        }
    }

    private static @Nullable AuditFinding follow(
            WriteAheadLog log, ChainCheck chain, Hearing hearing, CommitMarks commits) {
        AuditFinding beginning = AuditVerifier.beginning(log);
        if (beginning != null) {
            return beginning;
        }
        try (LogCursor records = log.cursor(log.firstLsn())) {
            while (records.next()) {
                AuditFinding finding = chain.next(records);
                if (finding != null) {
                    return finding;
                }
                hearing.before(chain.entry());
                commits.see(chain.entry());
            }
        }
        return null;
    }

    private void durable(AuditEntry entry) {
        commits.see(entry);
        hearing.durable(entry);
    }

    /**
     * Appends an entry with the time of the log's clock, and waits until it is durable. What is too long is cut and says so:
     * texts behind 16,384 characters, lists and maps behind 1000 items, names behind 255 bytes of UTF-8.
     *
     * @param type what happened, in lower-case words joined by dots
     * @param actor who did it
     * @param outcome how it ended
     * @param facts what else is known, by name; text, whole numbers, truth values, {@code null}, lists and maps of these, three
     *     deep at most; everything else becomes text. Nothing secret
     * @return the entry
     * @throws AuditEntryTooLargeException if it has more than 1 MiB, or more than the log takes; nothing was written
     * @throws AuditFullException if there is no space; it was not written, and the trail goes on once there is
     * @throws AuditFailedException if this or an earlier write failed; whether the entry survives is unknown
     * @throws AuditClosedException if the trail is closed; nothing was written
     */
    public AuditEntry append(String type, String actor, AuditOutcome outcome, Map<String, ?> facts) {
        return append(now(), type, actor, outcome, facts);
    }

    AuditEntry append(Instant time, String type, String actor, AuditOutcome outcome, Map<String, ?> facts) {
        return append(List.of(new Draft(time, type, actor, outcome, facts))).get(0);
    }

    /** Appends entries one behind the other, though others may come between them. */
    List<AuditEntry> append(List<Draft> drafts) {
        return queue.append(drafts);
    }

    /** The time now, by the log's clock. */
    Instant now() {
        return options.wal().clock().instant();
    }

    /**
     * Appends an event and waits until it is durable. The actor is the event's detail {@code actor}, or else the options';
     * the outcome follows from the last word of the type: {@code failed} and {@code failure}, {@code refused} and {@code
     * refusal}, {@code begun} and {@code started}, and of every other type that it was done.
     *
     * @param event what happened
     * @throws AuditException as {@link #append} does, which stops whoever sent the event
     */
    @Override
    public void accept(Event event) {
        Map<String, Object> facts = new LinkedHashMap<>(event.details());
        String actor = options.actor();
        if (facts.get("actor") instanceof String named) {
            actor = named;
            facts.remove("actor");
        }
        append(event.time(), event.type(), actor, AuditOutcome.ofEvent(event.type()), facts);
    }

    /**
     * Returns the trail's identity, given to it when it was created.
     *
     * @return the identity
     */
    public UUID id() {
        return log.logId();
    }

    /**
     * Returns where the trail stands. Whoever keeps it elsewhere can tell later whether newer entries were cut off.
     *
     * @return the last durable entry's number and digest
     */
    public AuditHead head() {
        return queue.head();
    }

    /**
     * Tells what was found when the trail was opened.
     *
     * @return the log's report
     */
    public LogRecovery recovery() {
        return log.recovery();
    }

    /**
     * Returns how many alerts were raised since the trail was opened.
     *
     * @return alerts
     */
    public long alerts() {
        return hearing.alerts();
    }

    /**
     * Returns how often a detector or sink threw since the trail was opened.
     *
     * @return failures
     */
    public long hearingFailures() {
        return hearing.failures();
    }

    /** How much waits to be written, in bytes. */
    int pendingBytes() {
        return queue.pendingBytes();
    }

    CommitMarks commits() {
        return commits;
    }

    /**
     * Waits for everything under way, marks the log as closed in order, gives its lock back and closes the sinks. Closing
     * twice does nothing.
     */
    @Override
    public void close() {
        if (queue.close()) {
            try {
                log.close();
            } finally {
                hearing.close();
            }
        }
    }
}
