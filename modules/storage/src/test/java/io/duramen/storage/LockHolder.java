// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import java.io.IOException;
import java.nio.file.Path;

/** Run in another JVM: tries to lock {@code LOCK} below the first argument, tells, and holds the lock until its input ends. */
@SuppressWarnings("try") // a lock is held, not used
final class LockHolder {
    private LockHolder() {}

    public static void main(String[] args) throws IOException {
        try (StorageLock lock = NioStorage.at(Path.of(args[0])).lock("LOCK")) {
            System.out.println("locked");
            System.in.readAllBytes();
        } catch (StorageLockedException e) {
            System.out.println(e.getMessage());
        }
    }
}
