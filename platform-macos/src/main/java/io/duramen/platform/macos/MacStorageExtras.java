// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.macos;

import io.duramen.base.Feature;
import io.duramen.storage.spi.StorageExtras;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Syncs directories to the device itself, orders writes and reserves space by the calls of macOS; an interrupt of the calling
 * thread disturbs none of them. Layout-verified, never executed on macOS.
 */
public final class MacStorageExtras implements StorageExtras {
    private final Supplier<MacSystem> system;

    /** Creates the provider; nothing native is touched. */
    public MacStorageExtras() {
        this(MacSystem::get);
    }

    MacStorageExtras(Supplier<MacSystem> system) {
        this.system = system;
    }

    @Override
    public String name() {
        return "macos-jna";
    }

    @Override
    public int priority() {
        return NATIVE;
    }

    @Override
    public boolean isAvailable() {
        return system.get().granted();
    }

    @Override
    public List<Feature> probe() {
        List<Feature> features = system.get().features();
        if (system.get().granted()) {
            features.add(Feature.supported("directory-sync", "F_FULLFSYNC, and fsync where a file system has none"));
            features.add(Feature.supported("write-order", "F_BARRIERFSYNC"));
            features.add(Feature.supported("preallocation", "F_PREALLOCATE, on file systems that have it"));
        }
        return features;
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        try (OpenFile open = OpenFile.directory(library(directory), directory)) {
            open.sync();
        }
    }

    @Override
    public boolean preallocate(Path file, long size) throws IOException {
        if (size < 0) {
            throw new IllegalArgumentException("cannot reserve " + size + " bytes for " + file);
        }
        LibSystem library = library(file);
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try (OpenFile open = OpenFile.forWriting(library, file)) {
            long present = Files.size(file);
            return size <= present || open.allocate(present, size);
        }
    }

    @Override
    public boolean order(Path file) throws IOException {
        try (OpenFile open = OpenFile.forWriting(library(file), file)) {
            open.order();
        }
        return true;
    }

    @Override
    public boolean canSyncDirectories() {
        return true;
    }

    private LibSystem library(Path path) throws IOException {
        try {
            return system.get().library();
        } catch (IllegalStateException refused) {
            throw new IOException(refused.getMessage() + ", asked for " + path, refused);
        }
    }
}
