// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.crypto.KeyRefusedException;
import io.duramen.crypto.SealException;
import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentCipher;
import io.duramen.crypto.SegmentIdentity;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import io.duramen.wal.CorruptLogException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes and opens the files of segments. */
final class SegmentFiles {
    private final Storage storage;
    private final @Nullable Sealing sealing;

    SegmentFiles(Storage storage, @Nullable Sealing sealing) {
        this.storage = storage;
        this.sealing = sealing;
    }

    UUID keyringId() {
        return sealing == null ? SegmentHeader.NO_KEYRING : sealing.keyringId();
    }

    long keyringGeneration() {
        return sealing == null ? 0 : sealing.generation();
    }

    /**
     * Makes a segment under a temporary name: all its blocks written, its header in place, nothing forced yet. A leftover of
     * the name is replaced.
     */
    Armed prepare(String temporary, SegmentHeader header) {
        deleteIfThere(temporary);
        return prepare(temporary, header, OpenMode.CREATE_NEW);
    }

    /**
     * Makes a segment of a file that was one before: its header written over the old one, with zeros behind it instead of a
     * frame, nothing forced yet. A key is made anew.
     */
    Armed prepareAgain(String name, SegmentHeader header) {
        return prepare(name, header, OpenMode.READ_WRITE);
    }

    private Armed prepare(String name, SegmentHeader header, OpenMode mode) {
        Sealing.NewSegment sealed = sealing == null ? null : sealing.newSegment(header.identity());
        SegmentCipher cipher = sealed == null ? null : sealed.cipher();
        StorageFile file = null;
        try {
            file = storage.open(name, mode);
            byte[] start = header.encode(sealed == null ? null : sealed.slot());
            if (header.recycled()) {
                start = Arrays.copyOf(start, start.length + SegmentLayout.BLOCK_BYTES);
            } else {
                file.preallocate(header.capacity());
            }
            file.writeFully(ByteBuffer.wrap(start), 0);
            return new Armed(header, file, null, cipher);
        } catch (RuntimeException e) {
            closeQuietly(file, e);
            closeQuietly(cipher, e);
            throw e;
        }
    }

    /** Gives a forced segment its name and makes the name durable. */
    void name(String temporary, long number) {
        storage.rename(temporary, LogNames.segment(number));
        storage.syncDirectory(LogNames.DIRECTORY);
    }

    /** Opens a segment so that writes are syncs, past the cache if it has blocks; {@code null} where there is no such thing. */
    @Nullable
    StorageFile openSynchronous(SegmentHeader header) {
        String name = LogNames.segment(header.number());
        return header.isDirect() ? storage.open(name, OpenMode.DIRECT) : openSynchronous(name);
    }

    /** Opens a file so that writes are syncs, or returns {@code null} where there is no such thing. */
    @Nullable
    StorageFile openSynchronous(String name) {
        try {
            return storage.open(name, OpenMode.SYNCHRONOUS);
        } catch (StorageException e) {
            if (e.kind() == StorageException.Kind.UNSUPPORTED) {
                return null;
            }
            throw e;
        }
    }

    void deleteIfThere(String name) {
        if (storage.exists(name)) {
            storage.delete(name);
        }
    }

    /** A segment's header, from either block. Says in {@code notes} if one block is not intact. */
    SegmentHeader header(long number, UUID logId, long lsn, List<String> notes) {
        String name = LogNames.segment(number);
        String fullName = storage.describe(name);
        try (StorageFile file = storage.open(name, OpenMode.READ)) {
            HeaderLook look = HeaderLook.at(file, fullName, number, logId, notes::add);
            SegmentHeader header = look.header();
            if (header == null) {
                throw damaged(fullName, look.offset(), lsn, look.expected(), look.found());
            }
            return header;
        }
    }

    /** Opens a segment for reading; without a key, only what is not sealed can be read. */
    SegmentReader read(SegmentHeader header, long firstLsn) {
        String name = LogNames.segment(header.number());
        StorageFile file = storage.open(name, OpenMode.READ);
        try {
            SegmentCipher cipher = header.sealed() && sealing != null
                    ? open(sealing, header.identity(), file, SegmentLayout.SLOT_OFFSET)
                    : null;
            return new SegmentReader(header, file, storage.describe(name), cipher, firstLsn);
        } catch (RuntimeException e) {
            closeQuietly(file, e);
            throw e;
        }
    }

    /** What to throw when records are sealed and there is no key. */
    static KeyRefusedException locked(String what) {
        return new KeyRefusedException(
                what + " is sealed, and no key was offered",
                Map.of("file", what),
                "give the password, for instance with --password-file");
    }

    /**
     * Either slot opens the segment; the second is tried when the first is damaged or its key is gone. While the key is being
     * re-wrapped the one may go before the other is looked at, so that both are looked at until they stay as they are.
     */
    static SegmentCipher open(Sealing with, SegmentIdentity identity, StorageFile file, int slotOffset) {
        ByteBuffer slotA = slot(file, slotOffset);
        while (true) {
            ByteBuffer slotB;
            SealException failed;
            try {
                return with.openSegment(identity, slotA);
            } catch (SealException first) {
                failed = first;
                slotB = slot(file, SegmentLayout.BLOCK_BYTES + slotOffset);
            }
            try {
                return with.openSegment(identity, slotB);
            } catch (SealException second) {
                failed.addSuppressed(second);
            }
            ByteBuffer again = slot(file, slotOffset);
            if (again.equals(slotA)) {
                throw failed;
            }
            slotA = again;
        }
    }

    private static ByteBuffer slot(StorageFile file, long at) {
        ByteBuffer slot = ByteBuffer.allocate(Sealing.SLOT_BYTES);
        file.readFully(slot, at);
        return slot.flip();
    }

    private static CorruptLogException damaged(String file, long offset, long lsn, String expected, String found) {
        return new CorruptLogException(
                file, offset, lsn, expected, found, "a segment is written and forced before it gets its name");
    }

    static void closeQuietly(@Nullable AutoCloseable closeable, Throwable because) {
        if (closeable == null) {
            return;
        }
        try {
            closeable.close();
        } catch (Exception e) {
            because.addSuppressed(e);
        }
    }
}
