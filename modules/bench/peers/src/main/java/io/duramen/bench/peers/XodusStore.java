// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.store.Answer;
import io.duramen.bench.store.Guarantee;
import io.duramen.bench.store.SubjectStore;
import java.nio.file.Path;
import java.util.Arrays;
import jetbrains.exodus.ArrayByteIterable;
import jetbrains.exodus.ByteIterable;
import jetbrains.exodus.env.Environment;
import jetbrains.exodus.env.EnvironmentConfig;
import jetbrains.exodus.env.EnvironmentImpl;
import jetbrains.exodus.env.Environments;
import jetbrains.exodus.env.Store;
import jetbrains.exodus.env.StoreConfig;
import org.jspecify.annotations.Nullable;

/** Xodus with {@code setLogDurableWrite(true)}, which is off by default: one exclusive transaction a commit. It collects garbage. */
final class XodusStore extends StorePeer {
    private static final String MANUAL = "https://github.com/JetBrains/xodus/wiki/Environments";

    XodusStore() {
        super("xodus", "xodus", "Xodus, durable write", MANUAL);
        promise(Guarantee.ATOMIC, Answer.yes("transactions", MANUAL));
        promise(Guarantee.SNAPSHOT_READS, Answer.yes("snapshot isolation", MANUAL));
        promise(Guarantee.CONFLICTS, Answer.yes("optimistic, or one exclusive writer as here", MANUAL));
        promise(
                Guarantee.TORN_WRITES,
                Answer.partly(
                        "by the form of the last records, without checksums",
                        "the classes of xodus-environment 2.0.1, jetbrains.exodus.log"));
        promise(
                Guarantee.DAMAGE,
                Answer.no("no checksums", "the classes of xodus-environment 2.0.1, jetbrains.exodus.log"));
    }

    @Override
    public SubjectStore open(Path directory, boolean durable) {
        EnvironmentConfig settings =
                new EnvironmentConfig().setLogDurableWrite(durable).setManagementEnabled(false);
        Environment environment = Environments.newInstance(directory.toFile(), settings);
        Store store = environment.computeInTransaction(
                txn -> environment.openStore("state", StoreConfig.WITHOUT_DUPLICATES, txn));
        return new OpenXodus(environment, store);
    }

    private record OpenXodus(Environment environment, Store store) implements SubjectStore {
        @Override
        public void commit(byte[][] keys, byte[][] values) {
            environment.executeInExclusiveTransaction(txn -> {
                for (int i = 0; i < keys.length; i++) {
                    store.put(txn, new ArrayByteIterable(keys[i]), new ArrayByteIterable(values[i]));
                }
            });
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            ByteIterable found =
                    environment.computeInReadonlyTransaction(txn -> store.get(txn, new ArrayByteIterable(key)));
            return found == null ? null : Arrays.copyOf(found.getBytesUnsafe(), found.getLength());
        }

        @Override
        public void drain() {
            ((EnvironmentImpl) environment).flushAndSync();
        }

        @Override
        public void close() {
            environment.close();
        }
    }
}
