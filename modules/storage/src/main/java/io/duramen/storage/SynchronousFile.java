// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import io.duramen.storage.StorageException.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file each of whose writes is on the device when it returns: {@link RandomAccessFile} in mode {@code rwd}, which is {@code
 * O_DSYNC} on Linux and {@code FILE_FLAG_WRITE_THROUGH} on Windows. Unlike a {@link java.nio.channels.FileChannel} it
 * survives an interrupt of its caller, so that whoever appends may write himself, with one system call.
 *
 * <p>Not on macOS, where {@code O_DSYNC} ends in the drive's cache and only {@code F_FULLFSYNC} goes further.
 */
final class SynchronousFile implements StorageFile {
    private final String name;
    private final Path path;
    private final RandomAccessFile file;
    private final ReentrantLock lock = new ReentrantLock(); // the file has one position for all
    private long filePosition;
    private byte[] copy = new byte[0];

    private SynchronousFile(String name, Path path, RandomAccessFile file) {
        this.name = name;
        this.path = path;
        this.file = file;
    }

    static SynchronousFile open(String name, Path path) throws IOException {
        if (!path.getFileSystem().equals(FileSystems.getDefault())
                || System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac")) {
            throw new StorageException(
                    Kind.UNSUPPORTED,
                    "open",
                    path.toString(),
                    "a write may return before the device has the data",
                    null);
        }
        // Mode "rwd" would create it, for everybody.
        if (Files.readAttributes(path, BasicFileAttributes.class).isDirectory()) {
            throw new StorageException(Kind.NOT_FOUND, "open", path.toString(), "it is a directory", null);
        }
        return new SynchronousFile(name, path, new RandomAccessFile(path.toFile(), "rwd"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int read(ByteBuffer target, long position) {
        byte[] bytes = new byte[target.remaining()];
        lock.lock();
        try {
            moveTo(position);
            int n = file.read(bytes);
            filePosition += Math.max(0, n);
            target.put(bytes, 0, Math.max(0, n));
            return n;
        } catch (IOException e) {
            filePosition = -1;
            throw IoErrors.translate("read", path, at(position, bytes.length), 0, e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int write(ByteBuffer source, long position) {
        int length = source.remaining();
        lock.lock();
        try {
            moveTo(position);
            if (source.hasArray()) {
                file.write(source.array(), source.arrayOffset() + source.position(), length);
                source.position(source.limit());
            } else {
                if (copy.length < length) {
                    copy = new byte[length];
                }
                source.get(copy, 0, length);
                file.write(copy, 0, length);
            }
            filePosition += length;
        } catch (IOException e) {
            filePosition = -1;
            throw IoErrors.translate("write", path, at(position, length), length, e);
        } finally {
            lock.unlock();
        }
        return length;
    }

    @Override
    public void force(boolean metadata) {
        try {
            file.getFD().sync();
        } catch (IOException e) {
            throw IoErrors.translate("force", path, "", 4096, e);
        }
    }

    @Override
    public void truncate(long size) {
        if (size > size()) {
            throw new IllegalArgumentException("cannot truncate " + path + " to " + size + ": it has " + size());
        }
        setLength("truncate", size);
    }

    @Override
    public long size() {
        try {
            return file.length();
        } catch (IOException e) {
            throw IoErrors.translate("read the size of", path, e);
        }
    }

    @Override
    public void preallocate(long size) {
        long from = size();
        if (size > from) {
            setLength("preallocate", size);
            writeFully(ByteBuffer.allocate(Math.toIntExact(size - from)), from);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw IoErrors.translate("close", path, e);
        }
    }

    private void moveTo(long position) throws IOException {
        if (filePosition != position) {
            file.seek(position);
            filePosition = position;
        }
    }

    private void setLength(String operation, long size) {
        lock.lock();
        try {
            file.setLength(size);
            filePosition = -1;
        } catch (IOException e) {
            throw IoErrors.translate(operation, path, e);
        } finally {
            lock.unlock();
        }
    }

    private static String at(long position, long length) {
        return ", " + length + " bytes at offset " + position;
    }
}
