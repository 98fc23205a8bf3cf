// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.RecordSink;
import io.duramen.bench.SubjectLog;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.CursorIterable;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.PutFlags;
import org.lmdbjava.Txn;

/** An open LMDB environment. It has one writer at a time; a lock of ours spares it its own, between processes. */
class LmdbLog implements SubjectLog {
    private final Env<ByteBuffer> env;
    private final Dbi<ByteBuffer> dbi;
    private final ByteBuffer key = ByteBuffer.allocateDirect(Long.BYTES);
    private final ByteBuffer value;
    private long next;

    LmdbLog(Env<ByteBuffer> env, int recordBytes) {
        this.env = env;
        this.dbi = env.openDbi("log", DbiFlags.MDB_CREATE);
        this.value = ByteBuffer.allocateDirect(recordBytes);
        try (Txn<ByteBuffer> txn = env.txnRead()) {
            this.next = dbi.stat(txn).entries;
        }
    }

    @Override
    public synchronized void append(byte[] record) {
        try (Txn<ByteBuffer> txn = env.txnWrite()) {
            put(txn, record);
            txn.commit();
        }
    }

    final void put(Txn<ByteBuffer> txn, byte[] record) {
        key.clear().putLong(next++).flip();
        value.clear().put(record).flip();
        dbi.put(txn, key, value, PutFlags.MDB_APPEND);
    }

    @Override
    public void drain() {}

    @Override
    public void replay(RecordSink sink) {
        try (Txn<ByteBuffer> txn = env.txnRead();
                CursorIterable<ByteBuffer> all = dbi.iterate(txn)) {
            for (CursorIterable.KeyVal<ByteBuffer> each : all) {
                sink.accept(each.val());
            }
        }
    }

    @Override
    public void close() {
        env.close();
    }

    /** Many records a transaction, which is how it is filled fast. One thread. */
    static final class Batched extends LmdbLog {
        private static final int BATCH = 10_000;

        private final Env<ByteBuffer> env;
        private @Nullable Txn<ByteBuffer> txn;
        private int pending;

        Batched(Env<ByteBuffer> env, int recordBytes) {
            super(env, recordBytes);
            this.env = env;
        }

        @Override
        public synchronized void append(byte[] record) {
            Txn<ByteBuffer> open = txn;
            if (open == null) {
                open = env.txnWrite();
                txn = open;
            }
            put(open, record);
            if (++pending == BATCH) {
                drain();
            }
        }

        @Override
        public void drain() {
            if (txn != null) {
                txn.commit();
                txn.close();
                txn = null;
                pending = 0;
            }
        }

        @Override
        public void close() {
            drain();
            super.close();
        }
    }
}
