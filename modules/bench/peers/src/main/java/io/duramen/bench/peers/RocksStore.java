// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.store.Answer;
import io.duramen.bench.store.Guarantee;
import io.duramen.bench.store.SubjectStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** RocksDB with {@code sync = true}, a batch a commit; recycled log files and pipelined writes, as for appends. */
final class RocksStore extends StorePeer {
    private static final int RECYCLED = 4;
    private static final String WIKI = "https://github.com/facebook/rocksdb/wiki/";

    RocksStore() {
        super("rocksdb", "rocksdb", "RocksDB, synced WAL", WIKI);
        promise(Guarantee.ATOMIC, Answer.yes("WriteBatch", WIKI + "Basic-Operations"));
        promise(Guarantee.SNAPSHOT_READS, Answer.yes("snapshots", WIKI + "Snapshot"));
        promise(Guarantee.CONFLICTS, Answer.no("by TransactionDB, not as set up here", WIKI + "Transactions"));
        promise(
                Guarantee.TORN_WRITES,
                Answer.partly(
                        "checksums of log records; a torn tail is not told from damage", WIKI + "WAL-Recovery-Modes"));
        promise(Guarantee.DAMAGE, Answer.yes("checksums of blocks and log records", WIKI + "RocksDB-FAQ"));
        promise(
                Guarantee.FAILED_SYNC,
                Answer.yes("read-only after a failed sync of its log", WIKI + "Background-Error-Handling"));
    }

    @Override
    public SubjectStore open(Path directory, boolean durable) throws Exception {
        RocksDB.loadLibrary();
        Options options = new Options()
                .setCreateIfMissing(true)
                .setRecycleLogFileNum(RECYCLED)
                .setEnablePipelinedWrite(true);
        return new OpenRocks(options, RocksDB.open(options, directory.toString()), new WriteOptions().setSync(durable));
    }

    private record OpenRocks(Options options, RocksDB db, WriteOptions write) implements SubjectStore {
        @Override
        public void commit(byte[][] keys, byte[][] values) throws Exception {
            if (keys.length == 1) {
                db.put(write, keys[0], values[0]);
                return;
            }
            try (WriteBatch batch = new WriteBatch()) {
                for (int i = 0; i < keys.length; i++) {
                    batch.put(keys[i], values[i]);
                }
                db.write(write, batch);
            }
        }

        @Override
        public byte @Nullable [] get(byte[] key) throws Exception {
            return db.get(key);
        }

        @Override
        public void drain() throws Exception {
            db.flushWal(true);
        }

        @Override
        public void close() {
            write.close();
            db.close();
            options.close();
        }
    }
}
