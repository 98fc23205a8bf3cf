// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.crypto.Sealing;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Gives a sealed file another header: in a copy that takes its name when it is durable and was read back. */
final class HeaderCopy {
    private static final int PART_BYTES = 64 << 10;

    /** Salt and commitment of a message, which are those of no other. */
    private static final int MESSAGE_START_BYTES = 56;

    private final Storage storage;
    private final Sealing sealing;

    HeaderCopy(Storage storage, Sealing sealing) {
        this.storage = storage;
        this.sealing = sealing;
    }

    /**
     * Writes the copy, under a temporary name.
     *
     * @param twin a file that is the same and has another header already, or {@code null}; it is linked instead
     * @return how many bytes were written
     * @throws io.duramen.crypto.SealException if the file is damaged
     */
    long write(String name, @Nullable String twin, String context, byte[] header, LongConsumer pace) {
        String temporary = name + Names.TEMPORARY;
        deleteIfThere(temporary);
        if (twin != null && isLinked(twin, temporary)) {
            return header.length;
        }
        long length = 0;
        try (StorageFile from = storage.open(name, OpenMode.READ);
                StorageFile to = storage.open(temporary, OpenMode.CREATE_NEW)) {
            byte[] part = new byte[PART_BYTES];
            for (int n; (n = from.readFully(ByteBuffer.wrap(part), length)) > 0; length += n) {
                if (length == 0) {
                    System.arraycopy(header, 0, part, 0, Math.min(header.length, n));
                }
                pace.accept(n);
                to.writeFully(ByteBuffer.wrap(part, 0, n), length);
            }
            to.force(true);
        }
        requireOpens(temporary, context);
        return length;
    }

    private boolean isLinked(String twin, String temporary) {
        try {
            storage.link(twin, temporary);
            return true;
        } catch (StorageException e) {
            deleteIfThere(temporary); // what a link that failed may have left
            return false;
        }
    }

    private void requireOpens(String name, String context) {
        try (StorageFile file = storage.open(name, OpenMode.READ);
                InputStream opened = sealing.openStream(context, new StorageInput(file))) {
            opened.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new StorageException(
                    StorageException.Kind.IO, "read", storage.describe(name), String.valueOf(e.getMessage()), e);
        }
    }

    /** Gives the copy the file's name, unless the file is gone. */
    void publish(String name) {
        String temporary = name + Names.TEMPORARY;
        if (!storage.exists(name)) {
            deleteIfThere(temporary);
            return;
        }
        storage.rename(temporary, name);
        storage.syncDirectory(name.substring(0, name.lastIndexOf('/')));
    }

    /** Removes the copy, if it is there. */
    void giveUp(String name) {
        try {
            deleteIfThere(name + Names.TEMPORARY);
        } catch (StorageException e) {
            // the next open removes it
        }
    }

    /** Tells whether two files are the same but for their headers. */
    boolean holdTheSame(String name, String other) {
        try {
            byte[] first = start(name);
            return first.length > 0 && Arrays.equals(first, start(other));
        } catch (StorageException e) {
            return false;
        }
    }

    /** The length of the file and the first bytes of its message. */
    private byte[] start(String name) {
        try (StorageFile file = storage.open(name, OpenMode.READ)) {
            ByteBuffer start = ByteBuffer.allocate(Long.BYTES + MESSAGE_START_BYTES);
            start.putLong(file.size());
            int n = file.readFully(start, sealing.streamHeaderBytes());
            return n < MESSAGE_START_BYTES ? new byte[0] : start.array();
        }
    }

    private void deleteIfThere(String name) {
        if (storage.exists(name)) {
            storage.delete(name);
        }
    }
}
