// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import io.duramen.storage.OpenMode;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.SimDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A directory as a dead process left it, copied to a simulated disk, where it can be recovered without touching it. */
final class DirectoryImage {
    private DirectoryImage() {}

    static SimDisk of(Path directory) throws IOException {
        SimDisk disk = SimDisk.create();
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(directory)) {
            paths = walk.sorted().filter(path -> !path.equals(directory)).toList();
        }
        for (Path path : paths) {
            String name = directory.relativize(path).toString().replace('\\', '/');
            if (Files.isDirectory(path)) {
                disk.createDirectory(name);
            } else {
                try (StorageFile file = disk.open(name, OpenMode.CREATE_NEW)) {
                    file.writeFully(ByteBuffer.wrap(Files.readAllBytes(path)), 0);
                }
            }
        }
        return disk.crash(1); // everything that was written is there
    }
}
