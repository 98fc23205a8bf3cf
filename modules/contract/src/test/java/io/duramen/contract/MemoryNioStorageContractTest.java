// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIf;

/** A second kind of real file system, where the system has one: tmpfs. */
@EnabledIf("isThere")
class MemoryNioStorageContractTest extends StorageContract {
    private static final Path MEMORY = Path.of("/dev/shm");

    private Path root = MEMORY;

    static boolean isThere() throws IOException {
        return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).type().equals("tmpfs");
    }

    @Override
    protected Storage freshStorage() throws IOException {
        root = Files.createTempDirectory(MEMORY, "duramen-contract");
        return NioStorage.at(root);
    }

    @AfterEach
    void cleanUp() throws IOException {
        try (var paths = Files.walk(root)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
