// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import io.duramen.contract.StorageContract;
import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.WINDOWS)
class WindowsStorageContractTest extends StorageContract {
    /** Not removed: what is mapped or locked when a test ends stays there on Windows. */
    @TempDir(cleanup = CleanupMode.NEVER)
    Path directory;

    @Override
    protected Storage freshStorage() throws IOException {
        return NioStorage.at(Files.createTempDirectory(directory, "root"), new WindowsStorageExtras());
    }

    @Override
    protected boolean replacesWhatIsOpen() {
        return false;
    }
}
