// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lock held through the operating system against other processes and through {@link JvmClaims} against the rest of this
 * one. The system drops its half when the process ends, however it ends, so that no lock is ever left behind.
 */
final class NioLock implements StorageLock {
    private final JvmClaims claims;
    private final FileChannel channel;
    private final Path note;
    private boolean closed;

    private NioLock(JvmClaims claims, FileChannel channel, Path note) {
        this.claims = claims;
        this.channel = channel;
        this.note = note;
    }

    static NioLock take(Path file, OwnerOnly ownerOnly) throws IOException {
        LockOwner self = LockOwner.self();
        JvmClaims claims = new JvmClaims("this process (" + self.pid() + "), thread "
                + Thread.currentThread().getName() + ", lock " + UUID.randomUUID());
        FileChannel channel = null;
        boolean taken = false;
        try {
            Path real = realPath(file);
            claim(claims, real.toString(), file);
            create(real, ownerOnly);
            Object key = Files.readAttributes(real, BasicFileAttributes.class).fileKey();
            if (key != null) {
                claim(claims, key.toString(), file); // a hard link or a second mount is the same lock by another path
            }
            channel = FileChannel.open(real, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Path note = LockOwner.noteOf(real);
            lock(channel, file, note);
            leaveNote(self, note, ownerOnly);
            taken = true;
            return new NioLock(claims, channel, note);
        } finally {
            if (!taken) {
                close(channel);
                claims.close();
            }
        }
    }

    private static void claim(JvmClaims claims, String thing, Path file) {
        String holder = claims.claim(thing);
        if (holder != null) {
            throw new StorageLockedException(file.toString(), holder);
        }
    }

    private static void lock(FileChannel channel, Path file, Path note) throws IOException {
        boolean locked;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException foreign) {
            throw new StorageLockedException(
                    file.toString(), "other code in this process, which locked the file itself");
        }
        LockOwner owner = LockOwner.read(note).orElse(null);
        if (!locked) {
            throw new StorageLockedException(
                    file.toString(), owner == null ? "another process, which left no note" : owner.describe());
        }
        if (owner != null && owner.isAnotherLiveProcess()) {
            // Its lock was on a file that somebody deleted or replaced since; its note still stands.
            throw new StorageLockedException(
                    file.toString(),
                    owner.describe() + " (its lock file was deleted; delete " + note + " if it is mistaken)");
        }
    }

    /** The path without links; the file itself may be missing. */
    private static Path realPath(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null || Files.exists(file)
                ? file.toRealPath()
                : parent.toRealPath().resolve(file.getFileName());
    }

    private static void create(Path real, OwnerOnly ownerOnly) throws IOException {
        if (!Files.exists(real, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.createFile(real, ownerOnly.fileAttributes());
                ownerOnly.restrictFile(real);
            } catch (FileAlreadyExistsException raced) {
                return; // by another process, which is welcome to it
            }
        }
    }

    /** The lock holds without the note, which a full disk must not stop: the lock is needed to make space. */
    private static void leaveNote(LockOwner self, Path note, OwnerOnly ownerOnly) {
        try {
            self.write(note, ownerOnly);
        } catch (IOException e) {
            System.getLogger("io.duramen.storage")
                    .log(System.Logger.Level.DEBUG, () -> "no note who holds the lock: " + note, e);
        }
    }

    private static void close(@Nullable FileChannel channel) throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (claims;
                channel) {
            Files.deleteIfExists(note); // while the lock is held, or it would be the next owner's
        } catch (IOException e) {
            throw IoErrors.translate("unlock", note, e);
        }
    }
}
