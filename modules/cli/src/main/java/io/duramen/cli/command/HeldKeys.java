// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.Streams;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.crypto.KeyHolder;
import io.duramen.seal.Keyring;
import io.duramen.storage.NioStorage;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.spi.Anchor;
import java.nio.file.Path;
import java.util.List;

/** A store, or a log of its own, that is open so that its keys can be renewed. It holds the lock until it is closed. */
public final class HeldKeys implements AutoCloseable {
    private final Runnable closing;
    private final List<KeyHolder> holders;

    private HeldKeys(Runnable closing, List<KeyHolder> holders) {
        this.closing = closing;
        this.holders = holders;
    }

    /**
     * Tells whether there is a store or a log.
     *
     * @param storage the directory
     * @return {@code false} if there is nothing that can be sealed
     */
    static boolean isHolder(NioStorage storage) {
        return isStore(storage) || storage.exists("wal");
    }

    private static boolean isStore(NioStorage storage) {
        return storage.exists("MANIFEST") || storage.exists("MANIFEST.prev");
    }

    /**
     * Opens what a directory holds with a keyring that is open.
     *
     * @param streams hear of a recovery
     * @param directory a store, a log, a trail, or a keyring alone
     * @param keyring its keyring, which stays open
     * @param bar shows a recovery
     * @return what is there, to be closed
     */
    public static HeldKeys open(Streams streams, Path directory, Keyring keyring, ProgressBar bar) {
        NioStorage storage = NioStorage.at(directory);
        WalOptions wal = WalOptions.builder()
                .sealing(keyring)
                .anchor(Anchor.none())
                .events(streams.events())
                .progress(bar)
                .build();
        if (isStore(storage)) {
            StateStore store = StateStore.open(
                    storage,
                    StoreOptions.builder().wal(wal).anchor(Anchor.none()).build());
            return new HeldKeys(store::close, store.keys());
        }
        if (storage.exists("wal")) {
            WriteAheadLog log = WriteAheadLog.open(storage, wal);
            return new HeldKeys(log::close, List.of(log.keys()));
        }
        return new HeldKeys(() -> {}, List.of());
    }

    /**
     * Returns what has keys.
     *
     * @return it; empty if nothing there is sealed
     */
    public List<KeyHolder> holders() {
        return holders;
    }

    @Override
    public void close() {
        closing.run();
    }
}
