// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.Purpose;
import io.duramen.bench.RecordSink;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** The store below H2: a map, committed and synced after each append. Its checksums cover headers, not records. */
final class MvStoreSubject extends Peer {

    MvStoreSubject() {
        super("h2-mvstore", "H2 MVStore, commit + sync", "h2");
    }

    @Override
    public boolean verifies() {
        return false;
    }

    @Override
    public SubjectLog open(Path directory, SubjectConfig config) {
        MVStore store = new MVStore.Builder()
                .fileName(directory.resolve("store.mv.db").toString())
                .autoCommitDisabled()
                .open();
        return new MvStoreLog(store, config.purpose());
    }

    private static final class MvStoreLog implements SubjectLog {
        // without sync: unsaved pages are kept in memory, so they are handed over from time to time
        private static final int COMMIT_EVERY = 10_000;

        private final MVStore store;
        private final Purpose purpose;
        private final MVMap<Long, byte[]> map;
        private final AtomicLong next;

        MvStoreLog(MVStore store, Purpose purpose) {
            this.store = store;
            this.purpose = purpose;
            this.map = store.openMap("records");
            Long last = map.lastKey();
            this.next = new AtomicLong(last == null ? 0 : last + 1);
        }

        @Override
        public void append(byte[] record) {
            long key = next.getAndIncrement();
            // the map keeps the array until it is written
            map.put(key, record.clone());
            if (purpose == Purpose.DURABLE) {
                store.commit();
                store.sync();
            } else if (key % COMMIT_EVERY == 0) {
                store.commit();
            }
        }

        @Override
        public void drain() {
            store.commit();
        }

        @Override
        public void replay(RecordSink sink) {
            Cursor<Long, byte[]> all = map.cursor(null);
            while (all.hasNext()) {
                all.next();
                sink.accept(ByteBuffer.wrap(all.getValue()));
            }
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
