// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.it.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.duramen.audit.AuditDetectors;
import io.duramen.audit.AuditOptions;
import io.duramen.audit.AuditSinks;
import io.duramen.audit.AuditTrail;
import io.duramen.audit.AuditVerifier;
import io.duramen.audit.spi.AuditDetectorProvider;
import io.duramen.audit.spi.AuditSinkProvider;
import io.duramen.base.EventSink;
import io.duramen.base.Progress;
import io.duramen.clock.CpuClock;
import io.duramen.clock.CpuClocks;
import io.duramen.clock.spi.CpuClockProvider;
import io.duramen.commit.CommitReceipt;
import io.duramen.commit.StateStore;
import io.duramen.commit.StateStores;
import io.duramen.commit.StoreOptions;
import io.duramen.commit.merkle.Root;
import io.duramen.commit.spi.StateStoreProvider;
import io.duramen.crypto.KeyDerivations;
import io.duramen.crypto.SecretMemories;
import io.duramen.crypto.spi.Argon2Cost;
import io.duramen.crypto.spi.KeyDerivation;
import io.duramen.crypto.spi.SecretMemoryProvider;
import io.duramen.seal.Keyring;
import io.duramen.seal.KeyringOptions;
import io.duramen.seal.Unlock;
import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import io.duramen.storage.Storages;
import io.duramen.storage.spi.StorageExtras;
import io.duramen.views.KeyCodecs;
import io.duramen.views.ValueCodecs;
import io.duramen.views.View;
import io.duramen.views.spi.KeyCodecProvider;
import io.duramen.views.spi.ValueCodecProvider;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WalProviders;
import io.duramen.wal.spi.Anchor;
import io.duramen.wal.spi.WalProvider;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One small life of a sealed store, on the best of the providers that were found. */
final class Loading {
    private static final byte[] KEY = "heartwood".getBytes(UTF_8);
    private static final byte[] VALUE = "lasts".getBytes(UTF_8);
    private static final Life LIFE = new Life("heartwood", List.of(1, 2), new BigDecimal("0.1"));

    private final Choice<CpuClockProvider> clock;
    private final Choice<StorageExtras> storage;
    private final Choice<SecretMemoryProvider> memory;
    private final Choice<KeyDerivation> derivation;
    private final Choice<WalProvider> log;
    private final Choice<StateStoreProvider> store;
    private final Choice<AuditDetectorProvider> detector;
    private final Choice<AuditSinkProvider> sink;
    private final Choice<KeyCodecProvider> keys;
    private final Choice<ValueCodecProvider> values;

    Loading(
            List<CpuClockProvider> clocks,
            List<StorageExtras> extras,
            List<SecretMemoryProvider> memories,
            List<KeyDerivation> derivations,
            List<WalProvider> logs,
            List<StateStoreProvider> stores,
            List<AuditDetectorProvider> detectors,
            List<AuditSinkProvider> sinks,
            List<KeyCodecProvider> keys,
            List<ValueCodecProvider> values) {
        this.clock = new Choice<>("clock", clocks);
        this.storage = new Choice<>("storage", extras);
        this.memory = new Choice<>("memory", memories);
        this.derivation = new Choice<>("derivation", derivations);
        this.log = new Choice<>("log", logs);
        this.store = new Choice<>("store", stores);
        this.detector = new Choice<>("detector", detectors);
        this.sink = new Choice<>("sink", sinks);
        this.keys = new Choice<>("keys", supporting(keys, provider -> provider.supports(Long.class)));
        this.values = new Choice<>("values", supporting(values, provider -> provider.supports(Life.class)));
    }

    /** Takes what Duramen's own finders find. */
    static Loading found() {
        return new Loading(
                CpuClocks.all(),
                Storages.allExtras(),
                SecretMemories.all(),
                KeyDerivations.all(),
                WalProviders.all(),
                StateStores.all(),
                AuditDetectors.all(),
                AuditSinks.all(),
                KeyCodecs.all(),
                ValueCodecs.all());
    }

    /** Says what is used, uses it, and says OK. */
    void run(Path directory, Consumer<String> out) {
        List.of(clock, storage, memory, derivation, log, store, detector, sink, keys, values)
                .forEach(choice -> choice.tell(out));
        CpuClock cpu = clock.taken().open();
        long start = cpu.currentNanos();
        Storage files = NioStorage.at(directory, storage.taken());
        NioStorage audit = NioStorage.at(directory.resolveSibling(directory.getFileName() + "-audit"), storage.taken());
        Root root;
        try (AuditTrail trail = AuditTrail.create(audit, auditOptions())) {
            root = firstLife(files, trail);
            secondLife(files, root, trail);
            check(trail.head().sequence() > 0, "no recovery was audited");
        }
        check(AuditVerifier.of(audit, walOptions()).verify().ok(), "the audit trail does not verify");
        long used = CpuClock.elapsed(start, cpu.currentNanos());
        check(used > 0, "the clock did not move");
        out.accept("root " + root);
        out.accept("OK");
    }

    private Root firstLife(Storage files, EventSink events) {
        try (Keyring keyring = Keyring.create(files, password(), keyringOptions());
                StateStore made = StateStore.create(files, storeOptions(keyring, events))) {
            CommitReceipt receipt =
                    made.commit(tx -> lives().in(tx.put(KEY, VALUE)).put(1L, LIFE));
            check(made.prove(KEY).verify(receipt.root()), "the proof does not hold");
            return receipt.root();
        }
    }

    private void secondLife(Storage files, Root root, EventSink events) {
        try (Keyring keyring = Keyring.unlock(files, password(), keyringOptions());
                StateStore opened = StateStore.open(files, storeOptions(keyring, events))) {
            check(Arrays.equals(VALUE, opened.get(KEY)), "the value is not what was committed");
            check(LIFE.equals(lives().on(opened).get(1L)), "the record is not what was committed");
            check(opened.root().equals(root), "the root is " + opened.root() + ", was " + root);
            check(opened.verify(Progress.NONE).ok(), "the store does not verify");
        }
    }

    private View<Long, Life> lives() {
        return View.named(
                "lives", keys.taken().codec(Long.class), values.taken().codec(Life.class));
    }

    private static <P> List<P> supporting(List<P> providers, Predicate<P> wanted) {
        return providers.stream().filter(wanted).toList();
    }

    private KeyringOptions keyringOptions() {
        return KeyringOptions.defaults()
                .withInsecureCostForTests(new Argon2Cost(256, 1, 1))
                .withKeyDerivation(derivation.taken())
                .withSecretMemory(memory.taken());
    }

    private WalOptions walOptions() {
        return WalOptions.builder().provider(log.taken()).build();
    }

    private AuditOptions auditOptions() {
        return AuditOptions.builder()
                .wal(walOptions())
                .detector(detector.taken().open(Map.of()))
                .sink(sink.taken().open(Map.of()))
                .build();
    }

    private StoreOptions storeOptions(Keyring keyring, EventSink events) {
        return StoreOptions.builder()
                .wal(walOptions().toBuilder().events(events).build())
                .sealing(keyring)
                .anchor(Anchor.none())
                .provider(store.taken())
                .build();
    }

    private static Unlock password() {
        return Unlock.password("correct horse battery staple".toCharArray());
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
