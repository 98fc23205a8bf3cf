// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.child;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories with everything in them. */
public final class Trees {

    private Trees() {}

    /**
     * Waits until the file system has done with what was deleted: two syncs of a new file, because blocks are given back after
     * the first has committed the deletion.
     *
     * @param directory a directory of that file system
     * @throws IOException if no file can be written
     */
    public static void settle(Path directory) throws IOException {
        Path file = directory.resolve("settled");
        for (int i = 0; i < 2; i++) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                channel.write(ByteBuffer.wrap(new byte[1]));
                channel.force(true);
            }
            Files.delete(file);
        }
    }

    /**
     * Deletes a directory and all in it; does nothing if it is not there.
     *
     * @param directory the directory
     * @throws IOException if something cannot be deleted
     */
    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(directory)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
