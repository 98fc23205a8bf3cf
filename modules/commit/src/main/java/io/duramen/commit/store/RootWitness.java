// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.StoreMode;
import io.duramen.commit.StoreOptions;
import io.duramen.commit.merkle.Root;
import io.duramen.crypto.Sealing;
import io.duramen.storage.Storage;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ROOT} bears witness to when a store is opened or verified: that the log was durable up to a transaction, and
 * which root it left. A damaged file bears no witness; the log and the manifests are enough to restore the state.
 */
final class RootWitness {
    private final Storage storage;
    private final String file;
    private final RootFile root;
    private @Nullable RootRecord found;
    private @Nullable String problem;

    private RootWitness(Storage storage, @Nullable Sealing sealing) {
        this.storage = storage;
        this.file = storage.describe(Names.ROOT);
        this.root = new RootFile(storage, sealing);
    }

    /** Reads the file, if there is one. Who does not hold the store's lock reads it before he looks how long the log is. */
    static RootWitness read(Storage storage, @Nullable Sealing sealing) {
        RootWitness witness = new RootWitness(storage, sealing);
        try {
            witness.found = witness.root.read();
        } catch (DamagedException e) {
            witness.problem = e.problem();
        }
        return witness;
    }

    /** Of a log as it was earlier the file says nothing. */
    static RootWitness ofNothing(Storage storage) {
        return new RootWitness(storage, null);
    }

    /** Why the file cannot be used, or {@code null} if it can or there is none. */
    @Nullable
    String problem() {
        return problem;
    }

    /** Compares it with the store and with how far its log reaches. */
    void check(UUID storeId, long lastLsn) throws DamagedException {
        RootRecord record = found;
        if (record == null) {
            return;
        }
        if (!record.storeId().equals(storeId)) {
            throw new DamagedException(file, "the store " + storeId, "the store " + record.storeId());
        }
        if (record.lsn() > lastLsn) {
            throw new DamagedException(
                    file,
                    "a log up to record " + record.lsn(),
                    "one up to record " + lastLsn + ": a part of the log was lost");
        }
    }

    /** Compares it with a state, if it is of that. */
    void check(long lsn, Root after) throws DamagedException {
        RootRecord record = found;
        if (record != null && record.lsn() == lsn && !record.root().equals(after)) {
            throw new DamagedException(
                    file,
                    "root " + after + " after record " + lsn,
                    record.root().toString());
        }
    }

    /** Returns what replaces the file at each commit, {@code null} in a mode in which nothing does. */
    @Nullable
    RootPublisher publisher(StoreOptions options, UUID storeId, Version start) {
        if (options.mode() != StoreMode.STRICT) {
            return null;
        }
        RootRecord record = found;
        Root none = start.map().root();
        return new RootPublisher(root, options, record == null ? new RootRecord(storeId, 0, -1, none) : record);
    }

    /**
     * Brings the file in line with the state recovered: it names it, or it goes if nothing will keep it up. A damaged one is
     * kept in the quarantine.
     */
    void settle(@Nullable RootPublisher publisher, Version start, Tidying tidying, ReportDraft draft) {
        tidying.removeTemporaryRoot();
        if (problem != null) {
            draft.quarantined.addAll(tidying.quarantine(List.of(Names.ROOT)));
        }
        if (publisher != null) {
            publisher.begin(start);
        } else if (storage.exists(Names.ROOT)) {
            tidying.removeRoot();
        }
    }
}
