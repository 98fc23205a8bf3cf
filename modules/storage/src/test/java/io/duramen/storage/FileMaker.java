// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Run in another JVM under a umask or limit: makes a directory, a file and a lock below the first argument. */
@SuppressWarnings("try") // a lock is held, not used
final class FileMaker {
    private FileMaker() {}

    public static void main(String[] args) {
        Storage storage = NioStorage.at(Path.of(args[0], "root"));
        storage.createDirectory("");
        storage.createDirectory("d");
        try (StorageFile file = storage.open("d/f", OpenMode.CREATE_NEW);
                StorageLock lock = storage.lock("LOCK")) {
            System.out.println("made");
            ByteBuffer block = ByteBuffer.allocate(64 << 10);
            for (long at = 0; at < Long.parseLong(args[1]); at += block.capacity()) {
                file.writeFully(block.clear(), at);
            }
            System.out.println("written");
        } catch (StorageException e) {
            System.out.println(e.kind() + " " + e.getMessage());
        }
    }
}
