// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where it was measured, without a name of anything.
 *
 * @param cores processors the JVM may use
 * @param memoryGib physical memory
 * @param fileSystem type of the file system measured on
 * @param os operating system and architecture
 * @param kernel version of the kernel
 * @param jdk version of the JDK
 */
public record Machine(int cores, long memoryGib, String fileSystem, String os, String kernel, String jdk) {

    /**
     * Describes this machine.
     *
     * @param directory where the files are
     * @return the description
     * @throws IOException if the file system cannot be asked
     */
    public static Machine here(Path directory) throws IOException {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                physicalGib(),
                Files.getFileStore(directory).type(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                // what follows the number may name an owner
                System.getProperty("os.version").replaceAll("[^0-9.].*", ""),
                System.getProperty("java.vm.name") + " " + Runtime.version().feature() + " ("
                        + System.getProperty("java.version") + ")");
    }

    private static long physicalGib() throws IOException {
        Path file = Path.of("/proc/meminfo");
        if (!Files.exists(file)) {
            return 0;
        }
        String kib = Files.readAllLines(file).get(0).replaceAll("[^0-9]", "");
        return Math.round(Long.parseLong(kib) / 1048576.0);
    }
}
