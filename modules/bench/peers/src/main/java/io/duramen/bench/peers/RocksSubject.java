// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.Purpose;
import io.duramen.bench.RecordSink;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/** RocksDB with {@code sync = true}: its write-ahead log, and the memory table behind it. Recycled log files, pipelined writes. */
final class RocksSubject extends Peer {
    private static final long MEMTABLE_BYTES = 512L << 20;
    private static final int RECYCLED = 4;

    RocksSubject() {
        super("rocksdb", "RocksDB, synced WAL", "rocksdb");
    }

    @Override
    public List<String> jvmFlags() {
        return JvmFlags.nativeAccess();
    }

    @Override
    public SubjectLog open(Path directory, SubjectConfig config) throws Exception {
        RocksDB.loadLibrary();
        Options options = new Options()
                .setCreateIfMissing(true)
                .setWriteBufferSize(MEMTABLE_BYTES)
                .setRecycleLogFileNum(RECYCLED)
                .setEnablePipelinedWrite(true);
        return new RocksLog(
                options,
                RocksDB.open(options, directory.toString()),
                new WriteOptions().setSync(config.purpose() == Purpose.DURABLE));
    }

    private static final class RocksLog implements SubjectLog {
        private final Options options;
        private final RocksDB db;
        private final WriteOptions write;
        private final AtomicLong next = new AtomicLong();

        RocksLog(Options options, RocksDB db, WriteOptions write) {
            this.options = options;
            this.db = db;
            this.write = write;
            try (RocksIterator last = db.newIterator()) {
                last.seekToLast();
                if (last.isValid()) {
                    next.set(ByteBuffer.wrap(last.key()).getLong() + 1);
                }
            }
        }

        @Override
        public void append(byte[] record) throws Exception {
            byte[] key = ByteBuffer.allocate(Long.BYTES)
                    .putLong(next.getAndIncrement())
                    .array();
            db.put(write, key, record);
        }

        @Override
        public void drain() throws Exception {
            db.flushWal(false);
        }

        @Override
        public void replay(RecordSink sink) throws Exception {
            try (RocksIterator all = db.newIterator()) {
                for (all.seekToFirst(); all.isValid(); all.next()) {
                    sink.accept(ByteBuffer.wrap(all.value()));
                }
                all.status();
            }
        }

        @Override
        public void close() {
            write.close();
            db.close();
            options.close();
        }
    }
}
