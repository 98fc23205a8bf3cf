// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage.nio;

import io.duramen.base.Feature;
import io.duramen.storage.spi.StorageExtras;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What plain NIO can do: it syncs directories where they can be opened like files, which Windows refuses, and cannot reserve
 * space, so that {@link io.duramen.storage.NioStorage} writes zeros instead.
 */
public final class NioStorageExtras implements StorageExtras {

    /** Creates the provider. */
    public NioStorageExtras() {}

    @Override
    public String name() {
        return "jdk";
    }

    @Override
    public int priority() {
        return BUILT_IN;
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public List<Feature> probe() {
        return List.of(directorySync(), Feature.supported("preallocation", "by writing zeros"));
    }

    private Feature directorySync() {
        String remedy = "add the platform module of this operating system";
        if (!canSyncDirectories()) {
            return Feature.degraded(
                    "directory-sync",
                    "plain Java cannot open a directory on Windows: new names are durable when the file system says so",
                    remedy);
        }
        Path directory = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            syncDirectory(directory);
            return Feature.supported("directory-sync");
        } catch (IOException refused) {
            return Feature.degraded("directory-sync", "tried on " + directory + ": " + refused, remedy);
        }
    }

    /** Opens the directory like a file and forces it: an {@code fsync} on Linux and macOS, though no specification says so. */
    @Override
    public void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public boolean preallocate(Path file, long size) {
        return false;
    }

    @Override
    public boolean canSyncDirectories() {
        return !System.getProperty("os.name").startsWith("Windows");
    }
}
