// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class NioStorageContractTest extends StorageContract {
    @TempDir
    Path directory;

    @Override
    protected Storage freshStorage() throws IOException {
        return NioStorage.at(Files.createTempDirectory(directory, "root"));
    }
}
