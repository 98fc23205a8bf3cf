// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.kdf.jna;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** How much memory the system can give without swapping, as Linux estimates it (proc(5), MemAvailable). */
final class AvailableMemory {
    private static final String NAME = "MemAvailable:";

    private AvailableMemory() {}

    static OptionalLong kib() {
        try {
            return kib(Files.readAllLines(Path.of("/proc/meminfo")));
        } catch (IOException | SecurityException notLinux) {
            return OptionalLong.empty();
        }
    }

    static OptionalLong kib(List<String> lines) {
        for (String line : lines) {
            String[] words = line.split("\\s+", -1);
            if (words.length >= 2 && words[0].equals(NAME) && words[1].matches("[0-9]{1,18}")) {
                return OptionalLong.of(Long.parseLong(words[1]));
            }
        }
        return OptionalLong.empty();
    }
}
