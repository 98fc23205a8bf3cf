// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.store.own;

import io.duramen.bench.Kind;
import io.duramen.bench.store.Answer;
import io.duramen.bench.store.Guarantee;
import io.duramen.bench.store.StoreSubject;
import io.duramen.bench.store.SubjectStore;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.seal.Keyring;
import io.duramen.wal.spi.Anchor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Duramen's store with its defaults but for what the variant says. */
final class DuramenStore implements StoreSubject {
    private final StoreVariant variant;

    DuramenStore(StoreVariant variant) {
        this.variant = variant;
    }

    @Override
    public String name() {
        return variant.shortName();
    }

    @Override
    public String title() {
        return variant.title();
    }

    @Override
    public Kind kind() {
        return Kind.DURAMEN;
    }

    @Override
    public Map<Guarantee, Answer> guarantees() {
        return OwnGuarantees.of(variant);
    }

    @Override
    public SubjectStore open(Path directory, boolean durable) throws IOException {
        Path files = Files.createDirectories(directory.resolve("store"));
        if (variant != StoreVariant.SEALED) {
            return new OpenStore(open(files, variant.options()), null, durable);
        }
        Keyring keyring = Keyrings.in(Files.createDirectories(directory.resolve("keys")));
        return new OpenStore(
                open(
                        files,
                        variant.options().toBuilder()
                                .sealing(keyring)
                                .anchor(Anchor.none())
                                .build()),
                keyring,
                durable);
    }

    private static StateStore open(Path files, StoreOptions options) throws IOException {
        return Keyrings.isEmpty(files) ? StateStore.create(files, options) : StateStore.open(files, options);
    }

    /** An open store; without {@code durable} commits are given to the log without a wait, and the last is waited for. */
    private record OpenStore(StateStore store, @Nullable Keyring keyring, boolean durable) implements SubjectStore {

        @Override
        public void commit(byte[][] keys, byte[][] values) {
            if (durable) {
                store.commit(changes -> {
                    for (int i = 0; i < keys.length; i++) {
                        changes.put(keys[i], values[i]);
                    }
                });
            } else {
                var unused = store.commitAsync(changes -> {
                    for (int i = 0; i < keys.length; i++) {
                        changes.put(keys[i], values[i]);
                    }
                });
            }
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            return store.get(key);
        }

        @Override
        public void drain() {
            store.commit(changes -> {}); // durable in the order in which they were given
            store.checkpoint();
        }

        @Override
        public void close() {
            store.close();
            if (keyring != null) {
                keyring.close();
            }
        }
    }
}
