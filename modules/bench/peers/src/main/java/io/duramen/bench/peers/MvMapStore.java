// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.store.Answer;
import io.duramen.bench.store.Guarantee;
import io.duramen.bench.store.SubjectStore;
import java.nio.file.Path;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.jspecify.annotations.Nullable;

/**
 * The store below H2: a map, committed and synced after each transaction. A commit of the store saves what all threads have
 * changed, so that transactions of several keys take turns.
 */
final class MvMapStore extends StorePeer {
    private static final String MANUAL = "https://www.h2database.com/html/mvstore.html";

    MvMapStore() {
        super("h2-mvstore", "h2", "H2 MVStore, commit + sync", MANUAL);
        promise(Guarantee.ATOMIC, Answer.yes("a version of the store, one writer at a time", MANUAL));
        promise(Guarantee.SNAPSHOT_READS, Answer.yes("old versions", MANUAL));
        promise(Guarantee.CONFLICTS, Answer.no("by TransactionStore, not as set up here", MANUAL));
        promise(
                Guarantee.TORN_WRITES,
                Answer.partly("a chunk's footer has a checksum, what lies between has none", MANUAL));
        promise(Guarantee.DAMAGE, Answer.no("a page's check value covers its place and length, not values", MANUAL));
    }

    @Override
    public List<String> jvmFlags() {
        return List.of();
    }

    @Override
    public SubjectStore open(Path directory, boolean durable) {
        MVStore store = new MVStore.Builder()
                .fileName(directory.resolve("store.mv.db").toString())
                .autoCommitDisabled()
                .open();
        MVMap<byte[], byte[]> map = store.openMap(
                "state",
                new MVMap.Builder<byte[], byte[]>()
                        .keyType(ByteArrayDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
        return new OpenMap(store, map, durable);
    }

    private record OpenMap(MVStore store, MVMap<byte[], byte[]> map, boolean durable) implements SubjectStore {
        @Override
        public void commit(byte[][] keys, byte[][] values) {
            if (keys.length == 1) {
                map.put(keys[0], values[0]);
                save();
            } else {
                synchronized (map) {
                    for (int i = 0; i < keys.length; i++) {
                        map.put(keys[i], values[i]);
                    }
                    save();
                }
            }
        }

        private void save() {
            store.commit();
            if (durable) {
                store.sync();
            }
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            return map.get(key);
        }

        @Override
        public void drain() {
            store.commit();
            store.sync();
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
