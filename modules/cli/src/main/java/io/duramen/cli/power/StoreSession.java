// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import io.duramen.commit.Changes;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.commit.Transaction;
import io.duramen.commit.TransactionConflictException;
import io.duramen.commit.TransactionTooLargeException;
import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriterMode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.SplittableRandom;

/** A store under work: does steps one after the other or several at once, and tells the witness of each. */
final class StoreSession implements AutoCloseable {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private static final int MAX_RECORD_BYTES = 48 << 10;

    private final StoreWorkload workload;
    private final Storage storage;
    private final AckLog acks;
    private final long seed;
    private final Interleaving calls;
    private StateStore store;
    private long step;

    private StoreSession(
            StoreWorkload workload, Storage storage, AckLog acks, long seed, Interleaving calls, StateStore store) {
        this.workload = workload;
        this.storage = storage;
        this.acks = acks;
        this.seed = seed;
        this.calls = calls;
        this.store = store;
    }

    /** Creates a store, which is step 1. */
    static StoreSession create(StoreWorkload workload, Storage storage, AckLog acks, long seed) {
        Interleaving calls = new Interleaving(new SplittableRandom(seed));
        acks.tried(StoreSteps.CREATION);
        StateStore store = StateStore.create(storage, options(workload, storage, acks, seed, calls));
        acks.acked(StoreSteps.CREATION);
        StoreSession session = new StoreSession(workload, storage, acks, seed, calls, store);
        session.step = StoreSteps.CREATION;
        return session;
    }

    /** Opens a store that stands at a step found out by {@link StoreOracle#stepOf}. */
    static StoreSession open(StoreWorkload workload, Storage storage, AckLog acks, long seed) {
        Interleaving calls = new Interleaving(new SplittableRandom(seed + acks.lastTried()));
        StateStore store = StateStore.open(storage, options(workload, storage, acks, seed, calls));
        StoreSession session = new StoreSession(workload, storage, acks, seed, calls, store);
        session.step = StoreOracle.stepOf(store);
        return session;
    }

    /** On the caller's thread, with small segments, no clock of the wall and no chance that does not follow from the disk. */
    private static StoreOptions options(
            StoreWorkload workload, Storage storage, AckLog acks, long seed, Interleaving calls) {
        long names = storage.exists("wal") ? storage.list("wal").hashCode() : 0;
        long salt = ((names * 31 + storage.usableSpace()) * 31 + acks.lastTried()) * 31 + seed;
        WalOptions wal = WalOptions.builder()
                .writerMode(WriterMode.CALLER)
                .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .maxSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .maxRecordBytes(MAX_RECORD_BYTES)
                .clock(CLOCK)
                .random(new SplittableRandom(salt))
                .provider(new InterleavedLogs(calls))
                .build();
        return workload.with(StoreOptions.builder()
                        .wal(wal)
                        .checkpointBytes(Long.MAX_VALUE)
                        .checkpointCommits(Long.MAX_VALUE))
                .build();
    }

    StateStore store() {
        return store;
    }

    /** The last step done or under way. */
    long step() {
        return step;
    }

    /** Commits the next step and waits for it. */
    void commit() {
        long next = ++step;
        workload.before(next, store);
        acks.tried(next);
        store.commit(tx -> apply(next, tx));
        acks.acked(next);
    }

    /** Commits so many steps, one after the other. */
    void commit(int count) {
        for (int i = 0; i < count; i++) {
            commit();
        }
    }

    /** So many callers commit a step each at the same time; chance decides who begins while others wait. */
    void commitTogether(int callers) {
        calls.run(Collections.nCopies(callers, this::commit));
    }

    /** Commits the next step as a transaction of its own, which has read what it changes. */
    void transaction() {
        long next = ++step;
        acks.tried(next);
        try (Transaction tx = store.begin()) {
            workload.change(into(tx, true), next, seed);
            tx.commit();
        }
        acks.acked(next);
    }

    /** Makes changes that nobody may ever see. */
    void rollBack() {
        try (Transaction tx = store.begin()) {
            tx.put(StoreSteps.key("rolled back"), StoreSteps.value(seed, step + 1, 100));
            workload.change(into(tx, false), step + 1, seed + 1);
            tx.rollback();
        }
    }

    /** Lets a transaction read what the next step changes, so that it must be turned away. */
    void conflict() {
        try (Transaction tx = store.begin()) {
            workload.change(into(tx, true), step + 1, seed + 1);
            commit();
            requireRefused(tx);
        }
    }

    private void requireRefused(Transaction tx) {
        try {
            tx.commit();
        } catch (TransactionConflictException asItMust) {
            return;
        }
        throw new AssertionError("a transaction was committed though what it had read was changed after step " + step);
    }

    /** Tries a transaction that is larger than a record may be. */
    void tooLarge() {
        try {
            store.commit(tx -> tx.put(StoreSteps.key("too large"), new byte[MAX_RECORD_BYTES + 1]));
        } catch (TransactionTooLargeException asItMust) {
            return;
        }
        throw new AssertionError("a transaction larger than a record was committed after step " + step);
    }

    void checkpoint() {
        store.checkpoint();
    }

    /** Closes the store in order and opens it again. */
    void reopen() {
        store.close();
        store = StateStore.open(storage, options(workload, storage, acks, seed, calls));
        long found = StoreOracle.stepOf(store);
        if (found != step) {
            throw new AssertionError("closed in order after step " + step + ", found step " + found);
        }
    }

    private void apply(long next, Changes tx) {
        workload.change(into(tx, false), next, seed);
    }

    private static StepChanges into(Changes tx, boolean reading) {
        return new StepChanges() {
            @Override
            public void put(String key, byte[] value) {
                read(key);
                tx.put(StoreSteps.key(key), value);
            }

            @Override
            public void delete(String key) {
                read(key);
                tx.delete(StoreSteps.key(key));
            }

            private void read(String key) {
                if (reading) {
                    tx.get(StoreSteps.key(key));
                }
            }
        };
    }

    @Override
    public void close() {
        store.close();
    }
}
