// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.StoreOptions;
import io.duramen.commit.merkle.Root;
import io.duramen.wal.AnchorDamagedException;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.RecordType;
import io.duramen.wal.spi.Anchor;
import io.duramen.wal.spi.AnchorMark;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares a store, once its state is known, with what its anchor remembers. */
final class AnchorCheck implements Replay.Watcher {
    private static final String NO_TRANSACTION = "no transaction";

    private final String directory;
    private final String shownLog;
    private final long keyringGeneration;
    private final @Nullable AnchorMark mark;
    private final @Nullable AnchorDamagedException damage;
    private @Nullable Root computed;

    /** Reads the anchor: before the log is read, so that what another process commits meanwhile is no alarm. */
    AnchorCheck(String directory, String shownLog, StoreOptions options) {
        this.directory = directory;
        this.shownLog = shownLog;
        this.keyringGeneration = LogSideAnchor.keyringGeneration(options);
        AnchorMark read = null;
        AnchorDamagedException unreadable = null;
        Anchor anchor = options.anchor();
        try {
            read = anchor == null ? null : anchor.read().orElse(null);
        } catch (AnchorDamagedException e) {
            unreadable = e;
        }
        this.mark = read;
        this.damage = unreadable;
    }

    /** Returns the transaction whose root a replay should compute on its way, 0 for none. */
    long watched() {
        return mark == null ? 0 : mark.lsn();
    }

    @Override
    public void reached(long lsn, Root root) {
        computed = root;
    }

    /**
     * Compares.
     *
     * @throws io.duramen.wal.RollbackDetectedException if the store is older than its anchor, or has another history
     * @throws AnchorDamagedException if nobody can tell
     */
    void require(List<Manifest> manifests, ReadableLog log, Version version) {
        if (damage != null) {
            throw damage;
        }
        if (mark == null) {
            return;
        }
        AnchorMark found = new AnchorMark(
                log.logId(),
                keyringGeneration,
                version.lsn(),
                version.map().root().toString());
        mark.requireReached(directory, found);
        String then = version.lsn() == mark.lsn() ? found.digest() : then(manifests, log, mark.lsn());
        if (then != null) {
            mark.requireDigest(directory, found, then);
        }
    }

    /** The root after an earlier transaction; {@code null} if neither a checkpoint nor the log tells any more. */
    private @Nullable String then(List<Manifest> manifests, ReadableLog log, long lsn) {
        if (computed != null) {
            return computed.toString();
        }
        for (Manifest manifest : manifests) {
            if (manifest.lsn() == lsn) {
                return manifest.root().toString();
            }
        }
        if (lsn < log.firstLsn() || lsn > log.durableLsn()) {
            return null;
        }
        try (LogReader reader = log.read(lsn)) {
            LogRecord record = reader.iterator().next();
            if (!record.type().equals(RecordType.COMMIT)) {
                return NO_TRANSACTION;
            }
            var transaction = TransactionRecord.decode(new Place(shownLog, lsn), record.payload());
            return transaction.lsn() == lsn ? transaction.after().toString() : NO_TRANSACTION;
        } catch (DamagedException e) {
            return NO_TRANSACTION;
        }
    }
}
