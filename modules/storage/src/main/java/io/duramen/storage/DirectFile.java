// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import io.duramen.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file written past the page cache, {@code O_DIRECT} and always {@code O_DSYNC} with it (see {@code open(2)}): the first alone leaves the
 * data in the device's own cache. What is written is copied into aligned memory of our own and goes out in one call.
 *
 * <p>On Linux only: on macOS {@code O_DSYNC} ends in the drive's cache, and on Windows nobody has tried it.
 */
final class DirectFile implements StorageFile {
    private static final String REMEDY =
            "use ordinary files there, or put the directory on a file system with direct writes, such as ext4 or XFS";

    private final String name;
    private final Path path;
    private final FileChannel channel;
    private final int blockSize;
    private final AlignedMemory aligned;
    private ByteBuffer memory;

    private DirectFile(String name, Path path, FileChannel channel, int blockSize, AlignedMemory aligned) {
        this.name = name;
        this.path = path;
        this.channel = channel;
        this.blockSize = blockSize;
        this.aligned = aligned;
        this.memory = aligned.take(blockSize, blockSize);
    }

    static StorageFile open(String name, Path path, AlignedMemory aligned) throws IOException {
        if (Files.readAttributes(path, BasicFileAttributes.class).isDirectory()) {
            throw new StorageException(Kind.NOT_FOUND, "open", path.toString(), "it is a directory", null);
        }
        if (!path.getFileSystem().equals(FileSystems.getDefault())) {
            throw unsupported(path, "no direct writes but on a file system of the operating system", null);
        }
        if (!System.getProperty("os.name", "").startsWith("Linux")) {
            throw unsupported(path, "direct writes are known to reach the device on Linux only", null);
        }
        OpenOption direct = option(path);
        long block = Files.getFileStore(path).getBlockSize();
        if (block < 1 || block > 1 << 20 || Long.bitCount(block) != 1) {
            throw unsupported(path, "direct writes in blocks of " + block + " bytes", null);
        }
        return new DirectFile(name, path, channel(path, direct), (int) block, aligned);
    }

    private static OpenOption option(Path path) {
        try {
            return DirectOption.direct();
        } catch (LinkageError missing) {
            throw new StorageException(
                    Kind.UNSUPPORTED,
                    "open",
                    path.toString(),
                    "direct writes need Java's module jdk.unsupported, which is not there",
                    "start Java with --add-modules jdk.unsupported, from an image that has it; in an OSGi framework"
                            + " export the package com.sun.nio.file",
                    missing);
        }
    }

    private static FileChannel channel(Path path, OpenOption direct) throws IOException {
        try {
            return FileChannel.open(path, Set.of(StandardOpenOption.WRITE, StandardOpenOption.DSYNC, direct));
        } catch (UnsupportedOperationException e) {
            throw unsupported(path, "this system has no direct writes", e);
        } catch (IOException e) {
            // The reason is a text in the user's language; whether the file can be opened at all says the same.
            FileChannel.open(path, StandardOpenOption.WRITE).close();
            throw unsupported(path, "the file system refuses direct writes (" + e.getMessage() + ")", e);
        }
    }

    private static StorageException unsupported(Path path, String found, @Nullable Throwable cause) {
        return new StorageException(Kind.UNSUPPORTED, "open", path.toString(), found, REMEDY, cause);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int blockSize() {
        return blockSize;
    }

    @Override
    public int write(ByteBuffer source, long position) {
        int length = source.remaining();
        if (position < 0 || position % blockSize != 0 || length % blockSize != 0) {
            throw new IllegalArgumentException("a direct write to " + path + " starts and ends at multiples of "
                    + blockSize + " bytes, not " + at(position, length));
        }
        if (length == 0) {
            return 0;
        }
        if (memory.capacity() < length) {
            memory = aligned.take(length, blockSize);
        }
        int from = source.position();
        memory.clear().put(0, source, from, length).limit(length);
        int written;
        try {
            written = channel.write(memory, position);
        } catch (IOException e) {
            throw IoErrors.translate("write", path, ", " + at(position, length), length, e);
        }
        int whole = written - Math.floorMod(written, blockSize); // what a block has in part is written once more
        if (whole <= 0) {
            throw new StorageException(
                    Kind.IO, "write", path.toString(), "the system took no block, " + at(position, length), null);
        }
        source.position(from + whole);
        return whole;
    }

    /** Reading past the cache would only be slower. */
    @Override
    public int read(ByteBuffer target, long position) {
        throw forWritingOnly();
    }

    @Override
    public void force(boolean metadata) {
        try {
            channel.force(metadata);
        } catch (IOException e) {
            throw IoErrors.translate("force", path, e);
        }
    }

    @Override
    public void truncate(long size) {
        throw forWritingOnly();
    }

    @Override
    public void preallocate(long size) {
        throw forWritingOnly();
    }

    @Override
    public long size() {
        try {
            return channel.size();
        } catch (IOException e) {
            throw IoErrors.translate("read the size of", path, e);
        }
    }

    @Override
    public void close() {
        boolean first = channel.isOpen();
        try {
            channel.close();
        } catch (IOException e) {
            throw IoErrors.translate("close", path, e);
        }
        if (first) {
            aligned.giveBack(memory);
        }
    }

    private IllegalStateException forWritingOnly() {
        return new IllegalStateException(path + " was opened for direct writes only");
    }

    private static String at(long position, long length) {
        return length + " bytes at offset " + position;
    }
}
