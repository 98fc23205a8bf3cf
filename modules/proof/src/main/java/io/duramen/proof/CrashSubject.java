// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import io.duramen.crypto.Sealing;
import io.duramen.crypto.spi.Argon2Cost;
import io.duramen.seal.Keyring;
import io.duramen.seal.KeyringOptions;
import io.duramen.seal.Unlock;
import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import io.duramen.wal.WalOptions;
import io.duramen.wal.spi.Anchor;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What is crashed: a log or a store, which hold the numbers 1, 2, 3 and so on. Open for writing. */
abstract class CrashSubject implements AutoCloseable {

    /** Rolls happen every few hundred records. */
    static final int SEGMENT_BYTES = WalOptions.MIN_SEGMENT_BYTES;

    /** So cheap that it protects nothing: what is written here is not secret, and a JVM is started for every crash. */
    private static final KeyringOptions KEYRING =
            KeyringOptions.defaults().withInsecureCostForTests(new Argon2Cost(8, 1, 1));

    /** Writes the next number; {@code announce} hears it before anything of it is handed over. Returns it once durable. */
    abstract long writeNext(LongConsumer announce);

    /** Reads everything and compares it with what must have been written. */
    abstract CrashRange check();

    @Override
    public abstract void close();

    /** Opens what is there, or makes it if nothing is. */
    static CrashSubject openOrCreate(CrashArguments arguments) {
        NioStorage storage = NioStorage.at(arguments.directory());
        CrashSubject subject = withKeyring(arguments, storage, openKeyring(arguments, storage, true), true);
        if (subject == null) {
            throw new IllegalStateException("what was missing was not made");
        }
        return subject;
    }

    /** Opens what is there; {@code null} if nothing was made, or its making was cut short before anything was promised. */
    static @Nullable CrashSubject open(CrashArguments arguments) {
        NioStorage storage = NioStorage.at(arguments.directory());
        if (!storage.exists("")) {
            return null;
        }
        Keyring keyring = openKeyring(arguments, storage, false);
        if (arguments.sealed() && keyring == null) {
            return null;
        }
        return withKeyring(arguments, storage, keyring, false);
    }

    private static @Nullable CrashSubject withKeyring(
            CrashArguments arguments, Storage storage, @Nullable Keyring keyring, boolean create) {
        CrashSubject subject = null;
        try {
            WalOptions options = WalOptions.builder()
                    .firstSegmentBytes(SEGMENT_BYTES)
                    .maxSegmentBytes(SEGMENT_BYTES)
                    .sealing((Sealing) keyring)
                    .anchor(Anchor.none())
                    .build();
            subject = arguments.store()
                    ? StoreSubject.open(storage, options, arguments.seed(), keyring, create)
                    : LogSubject.open(storage, options, arguments.seed(), keyring, create);
            return subject;
        } finally {
            if (subject == null && keyring != null) {
                keyring.close();
            }
        }
    }

    private static @Nullable Keyring openKeyring(CrashArguments arguments, NioStorage storage, boolean create) {
        if (!arguments.sealed()) {
            return null;
        }
        if (!storage.exists("")) {
            storage.createDirectory("");
        }
        Unlock password = Unlock.password(arguments.password());
        boolean missing = !Keyring.exists(storage) && !storage.exists("wal"); // a log without its keyring is damage
        if (missing) {
            return create ? Keyring.create(storage, password, KEYRING) : null;
        }
        return Keyring.unlock(storage, password, KEYRING);
    }
}
