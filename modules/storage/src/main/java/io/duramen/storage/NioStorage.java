// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import io.duramen.storage.StorageException.Kind;
import io.duramen.storage.nio.NioStorageExtras;
import io.duramen.storage.spi.StorageExtras;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A directory of a real file system, through NIO.
 *
 * <p>Data is read, written and forced by {@link FileChannel}: {@code force} is {@code fdatasync} or {@code fsync} on Linux,
 * {@code F_FULLFSYNC} on macOS and {@code FlushFileBuffers} on Windows. Directory syncs, renames and space reservation come
 * from {@link StorageExtras}; where those {@linkplain StorageExtras#canSyncDirectories cannot sync directories}, {@link
 * #syncDirectory} does nothing, and their {@code probe} says what is lost.
 *
 * <p>Directories below the root may be symbolic links, for instance to another device. A name never leads out of the root
 * by itself.
 *
 * <p><b>Interrupts:</b> a thread interrupted before or during an operation on a {@link StorageFile} closes that file, and the
 * operation fails with {@link StorageException}; see {@link java.nio.channels.InterruptibleChannel}. The file system itself
 * and locks are not affected.
 */
public final class NioStorage implements Storage {
    private final Path root;
    private final StorageExtras extras;
    private final OwnerOnly ownerOnly;
    private final AlignedMemory aligned = new AlignedMemory();

    private NioStorage(Path root, StorageExtras extras) {
        this.root = root.toAbsolutePath();
        this.extras = extras;
        this.ownerOnly = new OwnerOnly(root.getFileSystem());
    }

    /**
     * A storage with the best extras found for this system. Nothing is read or written.
     *
     * @param root its directory, which may be made later by {@code createDirectory("")}
     * @return the storage
     */
    public static NioStorage at(Path root) {
        // Native extras know paths of the operating system only, not those of an archive or of memory.
        boolean ofTheSystem = root.getFileSystem().equals(FileSystems.getDefault());
        return at(root, ofTheSystem ? Storages.extras() : new NioStorageExtras());
    }

    /**
     * A storage with extras of the caller's choice. Nothing is read or written.
     *
     * @param root its directory, which may be made later by {@code createDirectory("")}
     * @param extras what the operating system adds
     * @return the storage
     */
    public static NioStorage at(Path root, StorageExtras extras) {
        return new NioStorage(root, extras);
    }

    /**
     * Returns the directory this storage is in.
     *
     * @return an absolute path
     */
    public Path root() {
        return root;
    }

    /**
     * Returns what the operating system adds here.
     *
     * @return the provider in use
     */
    public StorageExtras extras() {
        return extras;
    }

    @Override
    public StorageFile open(String name, OpenMode mode) {
        Path path = entry(name);
        if (mode == OpenMode.SYNCHRONOUS) {
            return call("open", path, () -> SynchronousFile.open(name, path));
        }
        if (mode == OpenMode.DIRECT) {
            return call("open", path, () -> DirectFile.open(name, path, aligned));
        }
        return call("open", path, () -> {
            boolean created = mode == OpenMode.CREATE_NEW;
            FileChannel channel = channel(path, mode);
            try {
                return opened(name, path, mode, channel);
            } catch (IOException | RuntimeException failed) {
                channel.close();
                if (created) {
                    Files.deleteIfExists(path);
                }
                throw failed;
            }
        });
    }

    private FileChannel channel(Path path, OpenMode mode) throws IOException {
        try {
            return mode == OpenMode.CREATE_NEW
                    ? FileChannel.open(path, options(mode), ownerOnly.fileAttributes())
                    : FileChannel.open(path, options(mode));
        } catch (AccessDeniedException e) {
            if (mode != OpenMode.CREATE_NEW && Files.isDirectory(path)) { // so Windows says it
                throw isDirectory(path);
            }
            throw e;
        }
    }

    private StorageFile opened(String name, Path path, OpenMode mode, FileChannel channel) throws IOException {
        if (mode == OpenMode.CREATE_NEW) {
            ownerOnly.restrictFile(path);
        }
        BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
        if (found.isDirectory()) {
            throw isDirectory(path);
        }
        return new NioStorageFile(name, path, mode != OpenMode.READ, channel, extras, found.fileKey());
    }

    private static StorageException isDirectory(Path path) {
        return new StorageException(Kind.NOT_FOUND, "open", path.toString(), "it is a directory", null);
    }

    private static Set<OpenOption> options(OpenMode mode) {
        return switch (mode) {
            case READ -> Set.of(StandardOpenOption.READ);
            case READ_WRITE, SYNCHRONOUS, DIRECT -> Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
            case CREATE_NEW -> Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        };
    }

    @Override
    public boolean exists(String name) {
        Path path = path(name);
        try {
            Files.readAttributes(path, BasicFileAttributes.class);
            return true;
        } catch (IOException e) {
            // Unlike Files.exists, which takes a directory that may not be searched for an empty one.
            StorageException why = IoErrors.translate("look for", path, e);
            if (why.kind() == Kind.NOT_FOUND) {
                return false;
            }
            throw why;
        }
    }

    @Override
    public List<String> list(String directory) {
        Path path = path(directory);
        return call("list", path, () -> {
            TreeSet<String> names = new TreeSet<>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                entries.forEach(e -> names.add(e.getFileName() + (Files.isDirectory(e) ? "/" : "")));
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
            return List.copyOf(names);
        });
    }

    /**
     * {@inheritDoc}
     *
     * <p>The root itself, {@code ""}, is made with the parents it lacks, and is durable at once: its name stands outside
     * this storage, so no caller could sync it.
     */
    @Override
    public void createDirectory(String directory) {
        Path path = path(directory);
        act("create directory", path, () -> {
            if (directory.isEmpty()) {
                createDurably(path);
            } else {
                createOwned(path);
            }
        });
    }

    private void createDurably(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent != null) {
            if (!Files.isDirectory(parent)) {
                createDurably(parent);
            }
            createOwned(directory);
            sync(parent);
        } else {
            createOwned(directory);
        }
    }

    private void createOwned(Path directory) throws IOException {
        Files.createDirectory(directory, ownerOnly.directoryAttributes());
        ownerOnly.restrictDirectory(directory);
    }

    @Override
    public void rename(String from, String to) {
        Path source = entry(from);
        Path target = entry(to);
        try {
            extras.replace(source, target);
        } catch (IOException e) {
            throw IoErrors.translate("rename", source, ", new name " + target, 0, e);
        }
    }

    @Override
    public void link(String existing, String link) {
        Path file = entry(existing);
        Path further = entry(link);
        try {
            Files.createLink(further, file);
        } catch (UnsupportedOperationException e) {
            throw new StorageException(Kind.UNSUPPORTED, "link", file.toString(), "no hard links here", e);
        } catch (IOException e) {
            throw IoErrors.translate("link", file, ", further name " + further, 0, e);
        }
    }

    @Override
    public void delete(String name) {
        Path path = entry(name);
        act("delete", path, () -> {
            Files.delete(path);
        });
    }

    @Override
    public void syncDirectory(String directory) {
        Path path = path(directory);
        act("sync directory", path, () -> {
            sync(path);
        });
    }

    private void sync(Path directory) throws IOException {
        if (extras.canSyncDirectories()) {
            extras.syncDirectory(directory);
        }
    }

    @Override
    public StorageLock lock(String name) {
        Path path = entry(name);
        return call("lock", path, () -> NioLock.take(path, ownerOnly));
    }

    @Override
    public void hintWriteBack(String name, long position, long length) {
        WriteBack.hint(extras, entry(name), position, length);
    }

    @Override
    public long usableSpace() {
        return call("ask the space left on", root, () -> {
            Path there = root;
            while (!Files.exists(there) && there.getParent() != null) {
                there = there.getParent();
            }
            return Files.getFileStore(there).getUsableSpace();
        });
    }

    @Override
    public String describe(String name) {
        return path(name).toString();
    }

    /** Returns the root as it is shown in messages. */
    @Override
    public String toString() {
        return root.toString();
    }

    private Path path(String name) {
        return name.isEmpty() ? root : entry(name);
    }

    private Path entry(String name) {
        return root.resolve(StorageNames.checkEntry(name));
    }

    private static <T> T call(String operation, Path path, Call<T> call) {
        try {
            return call.run();
        } catch (IOException e) {
            throw IoErrors.translate(operation, path, e);
        }
    }

    private static void act(String operation, Path path, Action action) {
        try {
            action.run();
        } catch (IOException e) {
            throw IoErrors.translate(operation, path, e);
        }
    }

    private interface Call<T> {
        T run() throws IOException;
    }

    private interface Action {
        void run() throws IOException;
    }
}
