// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.Streams;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.commit.ReadableStore;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreExistsException;
import io.duramen.commit.StoreOptions;
import io.duramen.seal.Keyring;
import io.duramen.seal.KeyringOptions;
import io.duramen.seal.Unlock;
import io.duramen.storage.NioStorage;
import io.duramen.wal.ForeignDirectoryException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.spi.Anchor;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes and opens stores the way every verb does: sealed if there is a keyring, with the progress of a recovery shown. */
public final class Stores {
    private static final List<String> OWN_NAMES =
            List.of("keyring", "LOCK", "MANIFEST", "wal/", "ckpt/", "snap/", "quarantine/");

    private final Streams streams;
    private final KeyOptions opening;
    private final KeyringOptions keyrings;

    /**
     * Makes what opens stores.
     *
     * @param streams give the terminal
     * @param opening says what opens them
     */
    public Stores(Streams streams, KeyOptions opening) {
        this.streams = streams;
        this.opening = opening;
        this.keyrings = streams.keyrings().withEvents(streams.events());
    }

    /**
     * Makes a sealed store; a creation that was interrupted is completed.
     *
     * @param directory where
     * @param options how, without sealing
     * @return the open store
     */
    public Opened<StateStore> createSealed(Path directory, StoreOptions options) {
        NioStorage storage = NioStorage.at(directory);
        checkVacant(storage);
        boolean begun = Keyring.exists(storage);
        if (!begun && storage.exists("wal")) {
            throw new StoreExistsException(storage.describe(""), "there is a log, and no keyring to it");
        }
        Keyring keyring = begun ? unlocked(storage, directory.toString(), keyrings) : madeIn(directory);
        return opened(keyring, () -> StateStore.create(storage, with(options, keyring, null)));
    }

    /**
     * Makes a store that is not sealed.
     *
     * @param directory where
     * @param options how, without sealing
     * @return the open store
     */
    public Opened<StateStore> createUnsealed(Path directory, StoreOptions options) {
        NioStorage storage = NioStorage.at(directory);
        checkVacant(storage);
        if (Keyring.exists(storage)) {
            throw new StoreExistsException(storage.describe(""), "there is a keyring");
        }
        return new Opened<>(StateStore.create(storage, options), null);
    }

    /**
     * Opens a store.
     *
     * @param directory where it is
     * @param options how, without sealing
     * @return the open store
     */
    public Opened<StateStore> open(Path directory, StoreOptions options) {
        NioStorage storage = NioStorage.at(directory);
        Keyring keyring = keyringOf(storage, keyrings);
        try (ProgressBar bar = bar()) {
            return opened(keyring, () -> StateStore.open(storage, with(options, keyring, bar)));
        }
    }

    /**
     * Opens a store for reading: no lock, nothing changed, damaged or not.
     *
     * @param directory where it is
     * @return the store as it stands
     */
    public Opened<ReadableStore> openReadOnly(Path directory) {
        return openReadOnly(directory, StoreOptions.defaults());
    }

    /**
     * Opens a store for reading: no lock, nothing changed, damaged or not.
     *
     * @param directory where it is
     * @param options how, without sealing
     * @return the store as it stands
     */
    public Opened<ReadableStore> openReadOnly(Path directory, StoreOptions options) {
        NioStorage storage = NioStorage.at(directory);
        Keyring keyring = keyringOf(storage, keyrings.withoutRepair());
        try (ProgressBar bar = bar()) {
            return opened(keyring, () -> StateStore.openReadOnly(storage, with(options, keyring, bar)));
        }
    }

    /**
     * Refuses a directory with anything that is not a store's before a keyring is put into it.
     *
     * @param storage the directory, which need not exist
     */
    public static void checkVacant(NioStorage storage) {
        if (!storage.exists("")) {
            return;
        }
        List<String> names = storage.list("");
        for (String name : names) {
            if (OWN_NAMES.stream().noneMatch(name::startsWith)) {
                throw new ForeignDirectoryException(storage.describe(""), name);
            }
        }
        if (names.contains("MANIFEST")) {
            throw new StoreExistsException(storage.describe(""), "there is a store already");
        }
    }

    /**
     * Opens the keyring of a directory, if it has one.
     *
     * @param storage the directory
     * @param writable whether a keyring that lost one of its copies is mended
     * @return the keyring, to be closed; {@code null} if what is there is not sealed
     */
    public @Nullable Keyring keyring(NioStorage storage, boolean writable) {
        return keyringOf(storage, writable ? keyrings : keyrings.withoutRepair());
    }

    /**
     * Makes a keyring for something new.
     *
     * @param directory where; made if need be, and refused if there is anything in it
     * @return the keyring, to be closed
     */
    public Keyring freshKeyring(Path directory) {
        checkVacant(NioStorage.at(directory));
        return madeIn(directory);
    }

    /**
     * Makes the keyring of a copy of something sealed, or opens the one that an interrupted attempt made.
     *
     * @param directory where the copy goes; refused if there is anything in it that is not its own
     * @return the keyring, to be closed
     */
    public Keyring keyringOfCopy(Path directory) {
        NioStorage storage = NioStorage.at(directory);
        checkVacant(storage);
        boolean begun = Keyring.exists(storage);
        try (Unlock unlock = opening.ofCopy(streams, directory.toString(), begun)) {
            return begun ? Keyring.unlock(storage, unlock, keyrings) : Keyring.create(directory, unlock, keyrings);
        } finally {
            opening.wipe();
        }
    }

    private @Nullable Keyring keyringOf(NioStorage storage, KeyringOptions options) {
        if (!Keyring.exists(storage)) {
            return null;
        }
        return unlocked(storage, storage.describe(""), options);
    }

    private Keyring unlocked(NioStorage storage, String what, KeyringOptions options) {
        try (Unlock unlock = opening.existing(streams, what)) {
            return Keyring.unlock(storage, unlock, options);
        } finally {
            opening.wipe();
        }
    }

    private Keyring madeIn(Path directory) {
        try (Unlock unlock = opening.fresh(streams, directory.toString())) {
            return Keyring.create(directory, unlock, keyrings);
        } finally {
            opening.wipe();
        }
    }

    private ProgressBar bar() {
        return new ProgressBar(streams.err(), streams.isTerminal(), streams.nanoTime(), Long::toString);
    }

    private StoreOptions with(StoreOptions options, @Nullable Keyring keyring, @Nullable ProgressBar bar) {
        WalOptions.Builder wal =
                options.wal().toBuilder().sealing(keyring).anchor(Anchor.none()).events(streams.events());
        Anchor anchor = options.anchor();
        return options.toBuilder()
                .wal(bar == null ? wal.build() : wal.progress(bar).build())
                .anchor(anchor == null ? Anchor.none() : anchor)
                .build();
    }

    private static <S extends ReadableStore> Opened<S> opened(
            @Nullable Keyring keyring, java.util.function.Supplier<S> open) {
        boolean done = false;
        try {
            Opened<S> opened = new Opened<>(open.get(), keyring);
            done = true;
            return opened;
        } finally {
            if (!done && keyring != null) {
                keyring.close();
            }
        }
    }
}
