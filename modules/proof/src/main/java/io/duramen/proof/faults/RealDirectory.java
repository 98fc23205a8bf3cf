// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A directory of the file system that {@code java.io.tmpdir} is on. */
final class RealDirectory {
    private RealDirectory() {}

    /** Work that needs one. */
    interface Work {
        void in(Path directory) throws IOException;
    }

    /** Makes a directory, and deletes it unless the work fails. */
    static void use(String name, Work work) {
        try {
            Path base = Files.createTempDirectory("duramen-" + name);
            work.in(base.resolve("log"));
            delete(base);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
