// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import io.duramen.storage.StorageException.Kind;
import io.duramen.storage.spi.StorageExtras;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A file behind a {@link FileChannel}. */
final class NioStorageFile implements StorageFile {
    private static final int ZEROS = 1 << 20;

    private final String name;
    private final Path path;
    private final boolean writable;
    private final FileChannel channel;
    private final StorageExtras extras;
    private final @Nullable Object identity;

    NioStorageFile(
            String name,
            Path path,
            boolean writable,
            FileChannel channel,
            StorageExtras extras,
            @Nullable Object identity) {
        this.name = name;
        this.path = path;
        this.writable = writable;
        this.channel = channel;
        this.extras = extras;
        this.identity = identity;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int read(ByteBuffer target, long position) {
        try {
            return channel.read(target, position);
        } catch (IOException e) {
            throw IoErrors.translate("read", path, at(position, target.remaining()), 0, e);
        }
    }

    @Override
    public int write(ByteBuffer source, long position) {
        requireWritable();
        int wanted = source.remaining();
        int written;
        try {
            written = channel.write(source, position);
        } catch (IOException e) {
            throw IoErrors.translate("write", path, at(position, wanted), wanted, e);
        }
        if (written <= 0 && wanted > 0) {
            // Nothing in POSIX forbids this answer; taking it for progress would loop for ever.
            throw new StorageException(
                    Kind.IO, "write", path.toString(), "the system took no byte" + at(position, wanted), null);
        }
        return written;
    }

    @Override
    public void force(boolean metadata) {
        try {
            channel.force(metadata);
        } catch (IOException e) {
            // Delayed allocation finds a full disk only now, without saying how many bytes it lacked: one block is a
            // guess.
            throw IoErrors.translate("force", path, "", 4096, e);
        }
    }

    @Override
    public void truncate(long size) {
        requireWritable();
        if (size > size()) {
            throw new IllegalArgumentException("cannot truncate " + path + " to " + size + ": it has " + size());
        }
        try {
            channel.truncate(size);
        } catch (IOException e) {
            throw IoErrors.translate("truncate", path, e);
        }
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
    public ByteBuffer map(long position, long length) {
        if (position < 0 || length < 0 || length > Integer.MAX_VALUE || position + length > size()) {
            throw new IllegalArgumentException(
                    "cannot map " + path + at(position, length) + ": it has " + size() + " bytes");
        }
        try {
            return channel.map(FileChannel.MapMode.READ_ONLY, position, length);
        } catch (UnsupportedOperationException e) {
            throw new StorageException(Kind.UNSUPPORTED, "map", path.toString(), "not a file of the system", e);
        } catch (IOException e) {
            throw IoErrors.translate("map", path, at(position, length), 0, e);
        }
    }

    /**
     * Reserves in one step what the system can reserve, so that a full disk is found before anything is written, then writes
     * zeros: a block that is only reserved would cost a change of the file's metadata at its first sync.
     */
    @Override
    public void preallocate(long size) {
        requireWritable();
        long from = size();
        try {
            if (size > from && isStillAtItsPath()) {
                extras.preallocate(path, size);
            }
        } catch (IOException e) {
            throw IoErrors.translate("preallocate", path, at(from, size - from), size - from, e);
        }
        if (size > from) {
            ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(ZEROS, size - from));
            for (long at = from; at < size; at += zeros.capacity()) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), size - at));
                writeFully(zeros, at);
                if (isStillAtItsPath()) {
                    WriteBack.hint(extras, path, at, zeros.limit()); // or the force behind it stalls the device for all
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw IoErrors.translate("close", path, e);
        }
    }

    /** Extras work on paths; a file renamed since it was opened must not be mistaken for the one that has its name now. */
    private boolean isStillAtItsPath() {
        try {
            return identity != null
                    && identity.equals(Files.readAttributes(path, BasicFileAttributes.class)
                            .fileKey());
        } catch (IOException gone) {
            return false;
        }
    }

    private void requireWritable() {
        if (!writable) {
            throw new IllegalStateException(path + " was opened for reading only");
        }
    }

    private static String at(long position, long length) {
        return ", " + length + " bytes at offset " + position;
    }
}
