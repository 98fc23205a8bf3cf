// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.store.Answer;
import io.duramen.bench.store.Guarantee;
import io.duramen.bench.store.State;
import io.duramen.bench.store.SubjectStore;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;

/** LMDB by lmdbjava, with no flag that weakens its sync. It has one writer at a time; a lock of ours spares it its own. */
final class LmdbStore extends StorePeer {
    private static final long MAP_BYTES = 16L << 30;
    private static final String MANUAL = "http://www.lmdb.tech/doc/";

    LmdbStore() {
        super("lmdb", "lmdb", "LMDB", MANUAL);
        promise(Guarantee.ATOMIC, Answer.yes("transactions", MANUAL));
        promise(Guarantee.SNAPSHOT_READS, Answer.yes("read transactions", MANUAL));
        promise(Guarantee.CONFLICTS, Answer.yes("one writer at a time", MANUAL));
        promise(
                Guarantee.TORN_WRITES,
                Answer.partly("two meta pages in turn, without checksums", MANUAL + "group__internal.html"));
        promise(Guarantee.DAMAGE, Answer.no("pages have no checksum", MANUAL + "group__internal.html"));
    }

    @Override
    public List<String> jvmFlags() {
        return JvmFlags.nativeAccess(
                "--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
    }

    @Override
    public SubjectStore open(Path directory, boolean durable) {
        EnvFlags[] flags = durable ? new EnvFlags[0] : new EnvFlags[] {EnvFlags.MDB_NOSYNC};
        Env<ByteBuffer> env = Env.create().setMapSize(MAP_BYTES).setMaxDbs(1).open(directory.toFile(), flags);
        return new OpenLmdb(env, env.openDbi("state", DbiFlags.MDB_CREATE));
    }

    private static final class OpenLmdb implements SubjectStore {
        private final Env<ByteBuffer> env;
        private final Dbi<ByteBuffer> dbi;
        private final ByteBuffer key = ByteBuffer.allocateDirect(State.KEY_BYTES);
        private final ByteBuffer value = ByteBuffer.allocateDirect(State.VALUE_BYTES);

        OpenLmdb(Env<ByteBuffer> env, Dbi<ByteBuffer> dbi) {
            this.env = env;
            this.dbi = dbi;
        }

        @Override
        public synchronized void commit(byte[][] keys, byte[][] values) {
            try (Txn<ByteBuffer> txn = env.txnWrite()) {
                for (int i = 0; i < keys.length; i++) {
                    key.clear().put(keys[i]).flip();
                    value.clear().put(values[i]).flip();
                    dbi.put(txn, key, value);
                }
                txn.commit();
            }
        }

        @Override
        public synchronized byte @Nullable [] get(byte[] wanted) {
            try (Txn<ByteBuffer> txn = env.txnRead()) {
                key.clear().put(wanted).flip();
                ByteBuffer found = dbi.get(txn, key);
                if (found == null) {
                    return null;
                }
                byte[] bytes = new byte[found.remaining()];
                found.get(bytes);
                return bytes;
            }
        }

        @Override
        public void drain() {
            env.sync(true);
        }

        @Override
        public void close() {
            env.close();
        }
    }
}
