// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.Storage;

/** Where files go that are not trusted and not thrown away. Nothing in it is ever read or deleted by the log. */
final class Quarantine {
    private Quarantine() {}

    /** Moves a file there and returns its new name. */
    static String move(Storage storage, String name) {
        String target = freeName(storage, name);
        storage.rename(name, target);
        storage.syncDirectory(LogNames.QUARANTINE);
        storage.syncDirectory(LogNames.DIRECTORY);
        return target;
    }

    /** Gives a file a second name there. */
    static void link(Storage storage, String name) {
        storage.link(name, freeName(storage, name));
        storage.syncDirectory(LogNames.QUARANTINE);
    }

    private static String freeName(Storage storage, String name) {
        if (!storage.exists(LogNames.QUARANTINE)) {
            storage.createDirectory(LogNames.QUARANTINE);
            storage.syncDirectory("");
        }
        String base = LogNames.QUARANTINE + "/" + name.substring(name.lastIndexOf('/') + 1);
        int n = 1;
        while (storage.exists(base + "." + n)) {
            n++;
        }
        return base + "." + n;
    }
}
