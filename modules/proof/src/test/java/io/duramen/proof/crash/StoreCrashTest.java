// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.crash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.commit.StateStore;
import io.duramen.commit.StateView;
import io.duramen.commit.StoreMissingException;
import io.duramen.commit.StoreOptions;
import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.commit.merkle.Root;
import io.duramen.commit.merkle.RootBuilder;
import io.duramen.crypto.Sealing;
import io.duramen.proof.TestKeys;
import io.duramen.seal.Keyring;
import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.CrashReport;
import io.duramen.testkit.CrashRunner;
import io.duramen.wal.spi.Anchor;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The power fails in every operation of a store that rolls its log and writes checkpoints: the state found is the one after
 * some transaction, not before the last one acknowledged, with the root of exactly its keys and values.
 */
class StoreCrashTest {
    private static final int TRANSACTIONS = 9;
    private static final Pattern SALT = Pattern.compile("\"salt\": \"([0-9a-f]{64})\"");

    @ParameterizedTest(name = "sealed: {0}")
    @ValueSource(booleans = {false, true})
    @Tag("S1.19")
    @Tag("S1.29")
    @Tag("S1.31")
    @Tag("S3.12")
    @Tag("S4.17")
    void aStoreStandsACrashAnywhere(boolean sealed, TestReporter reporter) {
        CrashReport report = CrashRunner.of((s, log) -> work(s, log, sealed), (s, log) -> check(s, log, sealed))
                .sectorSizes(512) // 4096 below and in the power test
                .damages(3)
                .run();
        reporter.publishEntry((sealed ? "sealed" : "plain") + " store", report.toString());
        assertTrue(report.operations() > 100, report::toString);
    }

    @Test
    @Tag("S1.31")
    void recoveriesOfASealedStoreAreCrashedTooAndTheirRecoveriesAgain(TestReporter reporter) {
        CrashReport report = CrashRunner.of((s, log) -> work(s, log, true), (s, log) -> check(s, log, true))
                .sectorSizes(4096)
                .damages(2)
                .recoveryDepth(3)
                .seed(3)
                .run();
        reporter.publishEntry("sealed store, depth 3", report.toString());
    }

    private static void work(Storage storage, AckLog acks, boolean sealed) {
        try (TestKeys keys = new TestKeys();
                StateStore store = StateStore.create(storage, options(sealed ? keys.create(storage) : null))) {
            for (int n = 1; n <= TRANSACTIONS; n++) {
                commit(store, acks, n);
                if (n == 4 || n == 6 || n == 8) { // the last lets a segment go
                    store.checkpoint();
                }
            }
        }
    }

    private static void check(Storage storage, AckLog acks, boolean sealed) {
        try (TestKeys keys = new TestKeys()) {
            Keyring keyring = sealed ? keys.unlockAfter(acks, storage) : null;
            try (StateStore store = open(storage, acks, options(keyring))) {
                acks.requireRecovered(store.lsn());
                requireState(store, store.lsn());
                commit(store, acks, store.lsn() + 1);
                requireState(store, store.lsn());
            }
        }
    }

    private static StateStore open(Storage storage, AckLog acks, StoreOptions options) {
        try {
            return StateStore.open(storage, options);
        } catch (StoreMissingException notYetCreated) {
            assertEquals(List.of(), acks.acked(), "the store is gone");
            return StateStore.create(storage, options);
        }
    }

    private static void commit(StateStore store, AckLog acks, long number) {
        acks.tried(number);
        store.commit(tx -> tx.put(key(number % 4), Crashed.payload(number)).delete(key((number + 1) % 4)));
        acks.acked(number);
    }

    private static void requireState(StateView view, long number) {
        Map<String, byte[]> model = new HashMap<>();
        for (long n = 1; n <= number; n++) {
            model.put(text(n % 4), Crashed.payload(n));
            model.remove(text((n + 1) % 4));
        }
        assertEquals(model.size(), view.size());
        for (MerkleEntry entry : view.entries()) {
            String key = new String(entry.key(), StandardCharsets.US_ASCII);
            assertArrayEquals(model.get(key), entry.value(), key);
        }
        assertEquals(root(view, model), view.root());
    }

    /** The root of a model, with nothing taken from the store but its salt. */
    private static Root root(StateView view, Map<String, byte[]> model) {
        Matcher salt = SALT.matcher(view.prove(key(0)).toJson());
        assertTrue(salt.find());
        RootBuilder builder = new RootBuilder(HexFormat.of().parseHex(salt.group(1)));
        model.forEach((key, value) -> builder.add(key.getBytes(StandardCharsets.US_ASCII), value));
        return builder.root();
    }

    private static StoreOptions options(@Nullable Sealing sealing) {
        return StoreOptions.builder()
                .wal(Crashed.options(sealing))
                .anchor(Anchor.none())
                .checkpointBytes(Long.MAX_VALUE)
                .checkpointCommits(Long.MAX_VALUE)
                .build();
    }

    private static String text(long key) {
        return Crashed.CANARY + "-key-" + key;
    }

    private static byte[] key(long key) {
        return text(key).getBytes(StandardCharsets.US_ASCII);
    }
}
