// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.duramen.commit.merkle.MerkleChange;
import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.commit.merkle.MerkleMap;
import io.duramen.commit.merkle.Root;
import io.duramen.storage.Storage;
import io.duramen.wal.Durability;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriterMode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Stores for tests: on the caller's thread, with small segments, no clock of the wall and no chance. */
public final class TestStores {
    private TestStores() {}

    /** Options with which a test does the same at each run. */
    public static StoreOptions options() {
        return options(1);
    }

    /** Options whose salts and identities follow from a seed. */
    public static StoreOptions options(long seed) {
        WalOptions wal = WalOptions.builder()
                .writerMode(WriterMode.CALLER)
                .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .maxSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .maxRecordBytes(32 << 10)
                .clock(Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC))
                .random(new SplittableRandom(seed))
                .build();
        return StoreOptions.builder()
                .wal(wal)
                .checkpointBytes(Long.MAX_VALUE)
                .checkpointCommits(Long.MAX_VALUE)
                .build();
    }

    /** Options of a store in strict mode. */
    public static StoreOptions strict(long seed) {
        return options(seed).toBuilder()
                .wal(options(seed).wal().toBuilder().durability(Durability.FULL).build())
                .mode(StoreMode.STRICT)
                .build();
    }

    /** Options in which a transaction of more than some 300 bytes takes several records. */
    public static StoreOptions smallRecords(long seed) {
        return options(seed).toBuilder()
                .wal(options(seed).wal().toBuilder().maxRecordBytes(400).build())
                .build();
    }

    /** Options with the log's threads. */
    public static StoreOptions threaded() {
        return StoreOptions.builder()
                .wal(WalOptions.builder()
                        .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                        .maxSegmentBytes(256 << 10)
                        .build())
                .build();
    }

    public static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** Returns what a key has, or {@code null}. */
    public static String get(StateView view, String key) {
        byte[] value = view.get(bytes(key));
        return value == null ? null : new String(value, UTF_8);
    }

    public static CommitReceipt put(StateStore store, String key, String value) {
        return store.commit(tx -> tx.put(bytes(key), bytes(value)));
    }

    /** Returns everything a view holds, as text. */
    public static Map<String, String> all(StateView view) {
        Map<String, String> all = new TreeMap<>();
        for (MerkleEntry entry : view.entries()) {
            all.put(new String(entry.key(), UTF_8), new String(entry.value(), UTF_8));
        }
        return all;
    }

    /** Computes a view's root from its entries, with nothing taken from the store but the salt. */
    public static Root recomputed(StateView view) {
        byte[] salt = salt(view);
        List<MerkleChange> changes = new ArrayList<>();
        for (MerkleEntry entry : view.entries()) {
            changes.add(MerkleChange.put(entry.key(), entry.value()));
        }
        return MerkleMap.empty(salt).with(changes).root();
    }

    private static byte[] salt(StateView view) {
        String json = view.prove(bytes("any")).toJson();
        int at = json.indexOf("\"salt\": \"") + 9;
        return java.util.HexFormat.of().parseHex(json.substring(at, at + 64));
    }

    public static StateStore newStore(Storage storage) {
        return StateStore.create(storage, options());
    }

    public static StateStore open(Storage storage) {
        return StateStore.open(storage, options(2));
    }
}
