// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.linux;

import io.duramen.base.Feature;
import io.duramen.natives.NativeAccess;
import io.duramen.storage.spi.StorageExtras;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Syncs directories, reserves space and begins write-back by the calls of Linux; an interrupt of the calling thread disturbs
 * none of them.
 */
public final class LinuxStorageExtras implements StorageExtras {

    /** Creates the provider; nothing native is touched. */
    public LinuxStorageExtras() {}

    @Override
    public String name() {
        return "linux-jna";
    }

    @Override
    public int priority() {
        return NATIVE;
    }

    @Override
    public boolean isAvailable() {
        return LinuxAccess.granted();
    }

    @Override
    public List<Feature> probe() {
        NativeAccess access = LinuxAccess.get();
        List<Feature> features = new ArrayList<>(access.features());
        if (access instanceof NativeAccess.Granted) {
            features.add(Feature.supported("directory-sync", "fsync"));
            features.add(Feature.supported("preallocation", "fallocate, on file systems that have it"));
            features.add(Feature.supported("write-back-hint", "sync_file_range; never instead of a sync"));
        }
        return features;
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        requireAccess(directory);
        try (OpenFile open = OpenFile.directory(directory)) {
            open.sync();
        }
    }

    @Override
    public boolean preallocate(Path file, long size) throws IOException {
        if (size < 0) {
            throw new IllegalArgumentException("cannot reserve " + size + " bytes for " + file);
        }
        requireAccess(file);
        try (OpenFile open = OpenFile.forWriting(file)) {
            return size == 0 || open.allocate(size);
        }
    }

    @Override
    public void hintWriteBack(Path file, long position, long length) throws IOException {
        requireAccess(file);
        try (OpenFile open = OpenFile.forWriting(file)) {
            open.startWriteBack(position, length);
        }
    }

    @Override
    public boolean canSyncDirectories() {
        return true;
    }

    private static void requireAccess(Path path) throws IOException {
        if (LinuxAccess.get() instanceof NativeAccess.Refused refused) {
            throw new IOException("cannot call Linux for " + path + ": " + refused.reason());
        }
    }
}
