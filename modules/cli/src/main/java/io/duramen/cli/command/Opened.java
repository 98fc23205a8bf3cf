// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.commit.ReadableStore;
import io.duramen.seal.Keyring;
import org.jspecify.annotations.Nullable;

/**
 * An open store and the keyring that opened it.
 *
 * @param store the store
 * @param keyring the keyring, or {@code null} if the store is not sealed
 * @param <S> whether it can be written
 */
public record Opened<S extends ReadableStore>(
        S store, @Nullable Keyring keyring) implements AutoCloseable {

    @Override
    public void close() {
        try {
            store.close();
        } finally {
            if (keyring != null) {
                keyring.close();
            }
        }
    }
}
