// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.SimDisk;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Looks at disks and makes others of them. */
final class Disks {
    private Disks() {}

    /** Returns every file with its content, in hexadecimal. */
    static Map<String, String> content(SimDisk disk) {
        Map<String, String> content = new TreeMap<>();
        for (String name : disk.files().keySet()) {
            content.put(name, HexFormat.of().formatHex(disk.bytes(name)));
        }
        content.keySet().removeIf(name -> name.startsWith("LOCK")); // who holds it is no content
        return content;
    }

    /** Copies files from one disk to another, with the directories they need. */
    static void copy(SimDisk from, Storage to, Predicate<String> which) {
        for (String name : from.files().keySet()) {
            if (which.test(name)) {
                write(to, name, from.bytes(name));
            }
        }
    }

    static SimDisk copyOf(SimDisk disk) {
        SimDisk copy = SimDisk.create();
        copy(disk, copy, name -> true);
        return copy;
    }

    /** Writes a file that is not there yet. */
    static void write(Storage to, String name, byte[] bytes) {
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
            if (!to.exists(name.substring(0, slash))) {
                to.createDirectory(name.substring(0, slash));
            }
        }
        try (StorageFile file = to.open(name, OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.wrap(bytes), 0);
        }
    }

    static void replace(Storage on, String name, byte[] bytes) {
        on.delete(name);
        write(on, name, bytes);
    }
}
