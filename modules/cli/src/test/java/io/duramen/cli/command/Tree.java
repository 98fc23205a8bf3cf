// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a directory tree looks like, to see that nothing in it was changed. */
public final class Tree {
    private Tree() {}

    /** Digests by name; the lock and the note who holds it are left out, because taking a lock is no change. */
    public static Map<String, String> of(Path root) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(root)) {
            all = walk.toList();
        }
        Map<String, String> tree = new TreeMap<>();
        for (Path path : all) {
            String name = root.relativize(path).toString();
            if (!name.startsWith("LOCK")) {
                tree.put(name, Files.isDirectory(path) ? "directory" : digest(Files.readAllBytes(path)));
            }
        }
        return tree;
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
