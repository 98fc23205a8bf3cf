// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.store.own;

import io.duramen.seal.Keyring;
import io.duramen.seal.KeyringOptions;
import io.duramen.seal.Unlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The keyring of what is sealed while it is measured. */
public final class Keyrings {

    private Keyrings() {}

    /**
     * Opens the keyring of a directory, making it if the directory is empty.
     *
     * @param directory an existing directory
     * @return the keyring, to be closed
     * @throws IOException if the directory cannot be listed
     */
    public static Keyring in(Path directory) throws IOException {
        try (Unlock unlock = Unlock.password("of the bench".toCharArray())) {
            return isEmpty(directory)
                    ? Keyring.create(directory, unlock, KeyringOptions.defaults())
                    : Keyring.unlock(directory, unlock);
        }
    }

    static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }
}
