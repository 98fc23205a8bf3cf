// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.base.Feature;
import io.duramen.base.Support;
import io.duramen.cli.terminal.Units;
import io.duramen.seal.Keyring;
import io.duramen.storage.NioStorage;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a directory is a good place for a store. Nothing in it is changed.
 *
 * @param path the directory
 * @param features what was found
 */
record DirectoryCheck(Path path, List<Feature> features) {
    private static final long LOW_SPACE = 256L << 20;
    private static final Set<String> VOLATILE = Set.of("tmpfs", "ramfs");
    private static final Set<String> REMOTE = Set.of("nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p");

    static DirectoryCheck of(Path directory) {
        Path path = directory.toAbsolutePath();
        List<Feature> features = new ArrayList<>();
        Path there = path;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        features.add(
                there.equals(path)
                        ? content(path)
                        : Feature.supported("content", "does not exist yet; its nearest parent is " + there));
        try {
            features.add(fileSystem(Files.getFileStore(there)));
            features.add(permissions(there));
            features.add(space(Files.getFileStore(there)));
        } catch (IOException e) {
            features.add(Feature.unsupported("access", FileErrors.said(e), "run as the owner of " + there));
        }
        features.add(directorySync(there));
        return new DirectoryCheck(path, List.copyOf(features));
    }

    private static Feature content(Path path) {
        NioStorage storage = NioStorage.at(path);
        try {
            if (storage.exists("MANIFEST")) {
                return Feature.supported("content", Keyring.exists(storage) ? "a sealed store" : "a store, not sealed");
            }
            return storage.list("").isEmpty()
                    ? Feature.supported("content", "empty")
                    : Feature.degraded(
                            "content", "files that are no store", "choose another directory for a new store");
        } catch (io.duramen.storage.StorageException e) {
            return Feature.unsupported("content", String.valueOf(e.getMessage()), e.hint());
        }
    }

    private static Feature fileSystem(FileStore store) {
        String found = store.type() + " (" + store.name() + ")";
        if (VOLATILE.contains(store.type())) {
            return Feature.degraded(
                    "file-system", found + ": in memory, nothing survives a restart", "choose a directory on a disk");
        }
        if (REMOTE.contains(store.type())) {
            return Feature.degraded(
                    "file-system",
                    found + ": a remote one; locks and syncs are only as good as the server",
                    "choose a directory on a local disk");
        }
        return Feature.supported("file-system", found);
    }

    private static Feature permissions(Path there) throws IOException {
        if (!Files.isReadable(there) || !Files.isWritable(there) || !Files.isExecutable(there)) {
            return Feature.unsupported(
                    "permissions",
                    there + " cannot be read, written and searched",
                    "run as its owner, or chmod 700 it");
        }
        if (!Files.getFileStore(there).supportsFileAttributeView("posix")) {
            return Feature.supported("permissions", "the system keeps them elsewhere");
        }
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(there);
        return Feature.supported(
                "permissions", PosixFilePermissions.toString(found) + ", owner " + Files.getOwner(there));
    }

    private static Feature space(FileStore store) throws IOException {
        long free = store.getUsableSpace();
        return free < LOW_SPACE
                ? Feature.degraded("free-space", Units.bytes(free), "free some: a log segment alone may take 64 MiB")
                : Feature.supported("free-space", Units.bytes(free));
    }

    private static Feature directorySync(Path there) {
        NioStorage storage = NioStorage.at(there);
        if (!storage.extras().canSyncDirectories()) {
            return Feature.degraded("directory-sync", "this system has none", null);
        }
        try {
            storage.syncDirectory("");
            return Feature.supported("directory-sync", "tried");
        } catch (io.duramen.storage.StorageException e) {
            return Feature.unsupported("directory-sync", String.valueOf(e.getMessage()), e.hint());
        }
    }

    /** Tells whether a store can be kept there. */
    boolean isFine() {
        return features.stream().noneMatch(feature -> feature.support() == Support.UNSUPPORTED);
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("path", path.toString());
        facts.put("features", features.stream().map(DirectoryCheck::facts).toList());
        return facts;
    }

    static Map<String, Object> facts(Feature feature) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", feature.name());
        facts.put("support", feature.support().toString());
        facts.put("reason", feature.reason());
        facts.put("remedy", feature.remedy());
        return facts;
    }
}
