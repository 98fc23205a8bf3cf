// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.examples.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.duramen.storage.Storage;
import io.duramen.testkit.SimDisk;
import io.duramen.testkit.SimOptions;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriterMode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Engines whose transaction n follows from n alone: it moves n from one account to another, notes itself in a second table and
 * removes what it noted five transactions before.
 */
final class Engines {
    static final String LOG = "log";
    static final String ACCOUNTS = "accounts";
    static final String NOTES = "notes";

    /** Small segments, no threads, nothing that is not the same each time. */
    static final WalOptions OPTIONS = WalOptions.builder()
            .writerMode(WriterMode.CALLER)
            .clock(Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC))
            .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
            .maxSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
            .build();

    private Engines() {}

    static SimDisk disk() {
        return SimDisk.create(SimOptions.defaults());
    }

    static LoggedEngine create(Storage storage) {
        return LoggedEngine.create(Subtree.of(storage, LOG), OPTIONS, StorageFileStore.open(storage));
    }

    static LoggedEngine open(Storage storage) {
        return open(storage, new ArrayList<>());
    }

    static LoggedEngine open(Storage storage, List<String> warnings) {
        return LoggedEngine.openWithRecovery(
                Subtree.of(storage, LOG), OPTIONS, StorageFileStore.open(storage), warnings::add);
    }

    static List<Change> transfer(long n) {
        List<Change> changes = new ArrayList<>(List.of(
                Change.put(ACCOUNTS, "from-" + n % 3, "-" + n),
                Change.put(ACCOUNTS, "to-" + n % 4, "+" + n),
                Change.put(NOTES, "note-" + n, "transfer ".repeat((int) (n % 7)) + n)));
        if (n > 5) {
            changes.add(Change.delete(NOTES, "note-" + (n - 5)));
        }
        return changes;
    }

    /** Requires the state after exactly so many transactions. */
    static void requireState(LoggedEngine engine, long transactions) {
        Map<String, Map<String, String>> model =
                new TreeMap<>(Map.of(ACCOUNTS, new TreeMap<>(), NOTES, new TreeMap<>()));
        for (long n = 1; n <= transactions; n++) {
            for (Change change : transfer(n)) {
                if (change.value() == null) {
                    model.get(change.table()).remove(change.key());
                } else {
                    model.get(change.table()).put(change.key(), change.value());
                }
            }
        }
        model.forEach((table, keys) -> assertEquals(keys, engine.all(table), table + " after " + transactions));
    }
}
