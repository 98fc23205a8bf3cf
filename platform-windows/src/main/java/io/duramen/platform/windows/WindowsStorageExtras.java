// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import io.duramen.base.Feature;
import io.duramen.natives.NativeAccess;
import io.duramen.storage.spi.StorageExtras;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Syncs directories, which plain Java cannot do on Windows, reserves space, and renames so that the new name is on the device
 * when the call returns.
 *
 * <p>Whether a file system takes the sync of a directory is found out in the directory for temporary files. Where it does not,
 * {@link #canSyncDirectories} says so, {@link #probe} says why, and new names are durable when the file system says so.
 */
public final class WindowsStorageExtras implements StorageExtras {
    private final Replacement replacement = new Replacement();
    private boolean tried;
    private @Nullable IOException refusal;

    /** Creates the provider; nothing native is touched. */
    public WindowsStorageExtras() {}

    @Override
    public String name() {
        return "windows-jna";
    }

    @Override
    public int priority() {
        return NATIVE;
    }

    @Override
    public boolean isAvailable() {
        return WindowsAccess.granted();
    }

    @Override
    public List<Feature> probe() {
        NativeAccess access = WindowsAccess.get();
        List<Feature> features = new ArrayList<>(access.features());
        if (access instanceof NativeAccess.Granted) {
            IOException refused = directorySyncRefusal();
            features.add(
                    refused == null
                            ? Feature.supported("directory-sync", "FlushFileBuffers")
                            : Feature.degraded(
                                    "directory-sync",
                                    "the file system refuses it, new names are durable when it says so: " + refused,
                                    "put the directory on NTFS or ReFS and let the user write to it"));
            features.add(preallocation());
            features.add(Feature.supported("replace-write-through", "MoveFileEx"));
        }
        return features;
    }

    private Feature preallocation() {
        try {
            Path file = Files.createTempFile("duramen", ".probe");
            try {
                return preallocate(file, 1)
                        ? Feature.supported("preallocation", "FileAllocationInfo")
                        : Feature.degraded("preallocation", "the file system has none, zeros are written", null);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            return Feature.degraded("preallocation", "trying it failed: " + e, null);
        }
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
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try (OpenFile open = OpenFile.forWriting(file)) {
            return size <= Files.size(file) || open.allocate(size);
        }
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        requireAccess(from);
        replacement.replace(from, to);
    }

    @Override
    public boolean canSyncDirectories() {
        return WindowsAccess.granted() && directorySyncRefusal() == null;
    }

    /** Returns why directories cannot be synced here; {@code null} if they can. Tried once. */
    private synchronized @Nullable IOException directorySyncRefusal() {
        if (!tried) {
            try {
                syncDirectory(Path.of(System.getProperty("java.io.tmpdir")));
            } catch (IOException e) {
                refusal = e;
            }
            tried = true;
        }
        return refusal;
    }

    private static void requireAccess(Path path) throws IOException {
        if (WindowsAccess.get() instanceof NativeAccess.Refused refused) {
            throw new IOException("cannot call Windows for " + path + ": " + refused.reason());
        }
    }
}
