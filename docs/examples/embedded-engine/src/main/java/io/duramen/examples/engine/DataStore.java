// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.examples.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.tx.Transaction;
import org.h2.mvstore.tx.TransactionMap;
import org.h2.mvstore.tx.TransactionStore;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * The store behind the log. Each transaction notes its own number in a table of the engine's, inside the very transaction of H2's
 * that writes the data: whatever a crash leaves of H2's file, the number tells what is in it.
 */
final class DataStore {
    static final String OWN = "duramen";

    private static final String LOG = "log";
    private static final String APPLIED = "applied";

    private final MVStore store;
    private final TransactionStore transactions;

    private DataStore(MVStore store, TransactionStore transactions) {
        this.store = store;
        this.transactions = transactions;
    }

    /** Takes back what was begun and not committed when the store was last open; closes the store if it cannot. */
    static DataStore in(MVStore store) {
        boolean done = false;
        try {
            TransactionStore transactions = new TransactionStore(store);
            transactions.init();
            transactions.endLeftoverTransactions();
            done = true;
            return new DataStore(store, transactions);
        } finally {
            if (!done) {
                store.closeImmediately();
            }
        }
    }

    /** Returns the log the store follows; {@code null} if it has never followed one. */
    @Nullable
    String log() {
        return get(OWN, LOG);
    }

    /** Returns the last transaction whose changes are all here; 0 for none. */
    long applied() {
        String applied = get(OWN, APPLIED);
        return applied == null ? 0 : Long.parseLong(applied);
    }

    /** Notes for good which log the store follows from now on. */
    void follow(UUID log) {
        Transaction transaction = transactions.begin();
        table(transaction, OWN).put(LOG, log.toString());
        transaction.commit();
    }

    /** Applies a transaction whole or, if this throws, not at all. */
    void apply(long lsn, List<Change> changes) {
        Transaction transaction = transactions.begin();
        boolean done = false;
        try {
            for (Change change : changes) {
                TransactionMap<String, String> table = table(transaction, change.table());
                if (change.value() == null) {
                    table.remove(change.key());
                } else {
                    table.put(change.key(), change.value());
                }
            }
            table(transaction, OWN).put(APPLIED, Long.toString(lsn));
            transaction.commit();
            done = true;
        } finally {
            if (!done && !store.isClosed()) {
                transaction.rollback();
            }
        }
    }

    @Nullable
    String get(String table, String key) {
        Transaction transaction = transactions.begin();
        try {
            return transactions.hasMap(table) ? table(transaction, table).get(key) : null;
        } finally {
            transaction.rollback();
        }
    }

    Map<String, String> all(String table) {
        Transaction transaction = transactions.begin();
        try {
            return transactions.hasMap(table) ? new TreeMap<>(table(transaction, table)) : new TreeMap<>();
        } finally {
            transaction.rollback();
        }
    }

    /** Puts everything applied on the device. */
    void sync() {
        store.commit();
        store.sync();
    }

    void close() {
        store.close();
    }

    /** Ends without writing, after a failure. */
    void abandon() {
        store.closeImmediately();
    }

    private static TransactionMap<String, String> table(Transaction transaction, String name) {
        return transaction.openMap(name, StringDataType.INSTANCE, StringDataType.INSTANCE);
    }
}
