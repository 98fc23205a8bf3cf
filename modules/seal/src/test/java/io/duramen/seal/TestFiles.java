// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.SimDisk;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Disks that hold what a test says. */
final class TestFiles {
    private TestFiles() {}

    static SimDisk with(byte @Nullable [] keyring, byte @Nullable [] backup) {
        SimDisk disk = SimDisk.create();
        if (keyring != null) {
            write(disk, "keyring", keyring);
        }
        if (backup != null) {
            write(disk, "keyring.bak", backup);
        }
        return disk;
    }

    static void write(Storage storage, String name, byte[] bytes) {
        try (StorageFile file = storage.open(name, OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.wrap(bytes), 0);
            file.force(true);
        }
        storage.syncDirectory("");
    }
}
