// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import io.duramen.base.Progress;
import io.duramen.commit.StateStore;
import io.duramen.commit.StateView;
import io.duramen.commit.StoreMissingException;
import io.duramen.commit.StoreOptions;
import io.duramen.commit.VerificationReport;
import io.duramen.seal.Keyring;
import io.duramen.storage.Storage;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.WalOptions;
import io.duramen.wal.spi.Anchor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A store whose transaction n puts number n under {@code key-(n % 97)} and under {@code last}: what it must hold after n
 * transactions follows from n alone.
 */
final class StoreSubject extends CrashSubject {
    static final int KEYS = 97;

    private static final byte[] LAST = "last".getBytes(StandardCharsets.US_ASCII);
    private static final int COMMITS_A_CHECKPOINT = 50;

    private final StateStore store;
    private final @Nullable Keyring keyring;
    private final long seed;

    private StoreSubject(StateStore store, @Nullable Keyring keyring, long seed) {
        this.store = store;
        this.keyring = keyring;
        this.seed = seed;
    }

    static @Nullable StoreSubject open(
            Storage storage, WalOptions log, long seed, @Nullable Keyring keyring, boolean create) {
        StoreOptions options = StoreOptions.builder()
                .wal(log)
                .checkpointCommits(COMMITS_A_CHECKPOINT)
                .anchor(Anchor.none())
                .build();
        StateStore store;
        try {
            store = StateStore.open(storage, options);
        } catch (StoreMissingException missing) {
            if (!create) {
                return null;
            }
            store = StateStore.create(storage, options);
        }
        return new StoreSubject(store, keyring, seed);
    }

    @Override
    long writeNext(LongConsumer announce) {
        long[] number = new long[1];
        store.commit(
                changes -> { // one body at a time
                    number[0] = last(changes.get(LAST)) + 1;
                    announce.accept(number[0]);
                    byte[] value = CrashPayload.of(seed, number[0]);
                    changes.put(key(number[0]), value).put(LAST, value);
                });
        return number[0];
    }

    @Override
    CrashRange check() {
        StateView state = store.snapshot();
        long last = last(state.get(LAST));
        long keys = last == 0 ? 0 : Math.min(last, KEYS) + 1;
        if (state.size() != keys) {
            throw new WrongContentException(
                    "after " + last + " transactions there must be " + keys + " keys, there are " + state.size());
        }
        for (long number = Math.max(1, last - KEYS + 1); number <= last; number++) {
            byte[] value = state.get(key(number));
            String where = "key-" + number % KEYS;
            if (value == null || CrashPayload.number(ByteBuffer.wrap(value), where) != number) {
                throw new WrongContentException(where + " must hold number " + number + " of " + last);
            }
            if (!state.prove(key(number)).verify(state.root())) {
                throw new WrongContentException("the root does not stand for what is under " + where);
            }
        }
        VerificationReport report = store.verify(Progress.NONE); // computes every root again, another way
        if (!report.ok() || !report.root().equals(state.root())) {
            throw new WrongContentException("verification found " + report.problems() + ", root " + report.root()
                    + " where the state has " + state.root());
        }
        LogRecovery found = store.recoveryReport().log();
        return new CrashRange(1, last, found.unproven(), found.tornBytes());
    }

    @Override
    public void close() {
        try (keyring) {
            store.close();
        }
    }

    private static long last(byte @Nullable [] value) {
        return value == null ? 0 : CrashPayload.number(ByteBuffer.wrap(value), "last");
    }

    private static byte[] key(long number) {
        return ("key-" + number % KEYS).getBytes(StandardCharsets.US_ASCII);
    }
}
