// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.spi;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import io.duramen.wal.AnchorDamagedException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An anchor in a file of its own: a temporary file is written, forced and renamed, and the directory synced, so that a crash
 * leaves the mark before or the new one.
 */
final class FileAnchor implements Anchor {
    private static final String TEMPORARY = ".tmp";

    private final Storage storage;
    private final String name;
    private @Nullable AnchorMark last;

    /**
     * Makes an anchor; nothing is read or written yet.
     *
     * @param storage the directory
     * @param name the file's name in it
     */
    public FileAnchor(Storage storage, String name) {
        this.storage = storage;
        this.name = name;
    }

    @Override
    public synchronized Optional<AnchorMark> read() {
        try (StorageFile file = storage.open(name, OpenMode.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(AnchorText.MAX_BYTES);
            int length = file.readFully(buffer, 0);
            if (length == AnchorText.MAX_BYTES) {
                throw new AnchorDamagedException(
                        storage.describe(name), "the seven lines of an anchor", "a longer file");
            }
            last = AnchorText.read(storage.describe(name), Arrays.copyOf(buffer.array(), length));
            return Optional.of(last);
        } catch (StorageException e) {
            if (e.kind() == StorageException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public synchronized void advance(AnchorMark mark) {
        AnchorMark before = last != null ? last : read().orElse(null);
        if (before == null) {
            write(mark);
        } else if (!before.logId().equals(mark.logId())) {
            before.requireReached(storage.describe(name), mark);
        } else if (before.isBehind(mark)) {
            write(mark);
        }
    }

    @Override
    public synchronized void reset(AnchorMark mark) {
        write(mark);
    }

    private void write(AnchorMark mark) {
        String temporary = name + TEMPORARY;
        if (storage.exists(temporary)) {
            storage.delete(temporary); // a crash left it
        }
        try (StorageFile file = storage.open(temporary, OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.wrap(AnchorText.write(mark)), 0);
            file.force(true);
        }
        storage.rename(temporary, name);
        storage.syncDirectory("");
        last = mark;
    }

    /** Returns the file's name, as people should see it. */
    @Override
    public String toString() {
        return storage.describe(name);
    }
}
