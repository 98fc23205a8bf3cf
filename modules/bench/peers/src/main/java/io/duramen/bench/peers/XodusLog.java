// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.RecordSink;
import io.duramen.bench.SubjectLog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import jetbrains.exodus.ArrayByteIterable;
import jetbrains.exodus.ByteIterable;
import jetbrains.exodus.bindings.LongBinding;
import jetbrains.exodus.env.Cursor;
import jetbrains.exodus.env.Environment;
import jetbrains.exodus.env.Store;
import jetbrains.exodus.env.StoreConfig;

/** An open Xodus environment. */
final class XodusLog implements SubjectLog {
    static final int BATCH = 10_000;

    private final Environment environment;
    private final Store store;
    private final int batch;
    private final List<byte[]> gathered = new ArrayList<>();
    private long next;

    XodusLog(Environment environment, int batch) {
        this.environment = environment;
        this.batch = batch;
        this.store = environment.computeInTransaction(
                txn -> environment.openStore("log", StoreConfig.WITHOUT_DUPLICATES, txn));
        this.next = environment.computeInReadonlyTransaction(store::count);
    }

    @Override
    public void append(byte[] record) {
        if (batch == 1) {
            environment.executeInExclusiveTransaction(
                    txn -> store.putRight(txn, LongBinding.longToEntry(next++), new ArrayByteIterable(record)));
        } else {
            gathered.add(record.clone());
            if (gathered.size() == batch) {
                drain();
            }
        }
    }

    @Override
    public void drain() {
        environment.executeInExclusiveTransaction(txn -> gathered.forEach(
                record -> store.putRight(txn, LongBinding.longToEntry(next++), new ArrayByteIterable(record))));
        gathered.clear();
    }

    @Override
    public void replay(RecordSink sink) {
        environment.executeInReadonlyTransaction(txn -> {
            try (Cursor all = store.openCursor(txn)) {
                while (all.getNext()) {
                    ByteIterable value = all.getValue();
                    sink.accept(ByteBuffer.wrap(value.getBytesUnsafe(), 0, value.getLength()));
                }
            }
        });
    }

    @Override
    public void close() {
        if (!gathered.isEmpty()) {
            drain();
        }
        environment.close();
    }
}
