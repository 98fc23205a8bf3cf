// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a directory tree. */
public final class StoreFiles {
    private StoreFiles() {}

    /**
     * Returns the sizes of all files below a directory. Files that vanish meanwhile are left out.
     *
     * @param root the directory
     * @return bytes by relative name with slashes, sorted
     * @throws IOException if a directory cannot be read
     */
    public static Map<String, Long> sizes(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        Map<String, Long> sizes = new TreeMap<>();
        for (Path file : files) {
            long size = sizeOf(file);
            if (size >= 0) {
                sizes.put(root.relativize(file).toString().replace('\\', '/'), size);
            }
        }
        return sizes;
    }

    /** Returns a file's size, or -1 if it is gone: a store at work removes old segments. */
    private static long sizeOf(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException gone) {
            return -1;
        }
    }
}
