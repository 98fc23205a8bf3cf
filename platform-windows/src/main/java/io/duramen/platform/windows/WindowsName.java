// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/** A path as the system takes it: UTF-16, ended by a zero, without the limit of 260 characters. */
final class WindowsName {
    /** From here on a path has to be told not to be parsed; a directory needs room for a short name (8.3) behind it. */
    private static final int LONG = 248;

    private WindowsName() {}

    static byte[] of(Path path) throws IOException {
        if (path.getFileSystem() != FileSystems.getDefault()) {
            throw new IOException(path + " is on a file system of Java, not of Windows");
        }
        return bytes(whole(path.toAbsolutePath().normalize().toString()));
    }

    /** Returns an absolute path in a form that may be of any length. */
    static String whole(String path) {
        if (path.length() < LONG || path.startsWith("\\\\?\\")) {
            return path;
        }
        return path.startsWith("\\\\") ? "\\\\?\\UNC" + path.substring(1) : "\\\\?\\" + path;
    }

    /** Returns the units of a name as they are: names may hold surrogates without their partner, which no charset takes. */
    static byte[] bytes(String name) {
        byte[] bytes = new byte[2 * (name.length() + 1)];
        for (int i = 0; i < name.length(); i++) {
            bytes[2 * i] = (byte) name.charAt(i);
            bytes[2 * i + 1] = (byte) (name.charAt(i) >> 8);
        }
        return bytes;
    }
}
