// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import java.nio.ByteBuffer;
import java.util.List;

/** The two copies of the keyring in a storage's root, and the only order in which they are replaced. */
public final class KeyringFiles {
    /** The first copy, replaced first. */
    public static final String PRIMARY = "keyring";

    /** The second copy, replaced when the first is durable. */
    public static final String BACKUP = "keyring.bak";

    /** What a damaged copy held, kept when the copy is repaired. */
    public static final String DAMAGED = "keyring.damaged";

    private static final String NEW = "keyring.new";

    private final Storage storage;

    /**
     * Looks at a storage's root.
     *
     * @param storage the storage
     */
    public KeyringFiles(Storage storage) {
        this.storage = storage;
    }

    /**
     * Tells whether there is a copy, good or bad.
     *
     * @return {@code true} if there is
     */
    public boolean exist() {
        return storage.exists(PRIMARY) || storage.exists(BACKUP);
    }

    /**
     * Reads both copies; changes nothing.
     *
     * @return what they are, the primary first
     */
    public List<KeyringCopy> read() {
        return List.of(read(PRIMARY), read(BACKUP));
    }

    private KeyringCopy read(String name) {
        if (!storage.exists(name)) {
            return new KeyringCopy.Missing(name);
        }
        try (StorageFile file = storage.open(name, OpenMode.READ)) {
            long size = file.size();
            if (size > KeyringFormat.MAX_BYTES) {
                return new KeyringCopy.Damaged(name, "it has " + size + " bytes, more than any keyring", null);
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) size);
            int n = file.readFully(bytes, 0);
            return KeyringCopy.parse(name, java.util.Arrays.copyOf(bytes.array(), n));
        } catch (StorageException unreadable) {
            if (unreadable.kind() != StorageException.Kind.IO) {
                throw unreadable;
            }
            return new KeyringCopy.Damaged(name, "it cannot be read: " + unreadable.getMessage(), null);
        }
    }

    /**
     * Replaces both copies. A crash at any point leaves at least one copy whole, old or new.
     *
     * @param file the new bytes
     */
    public void replaceBoth(byte[] file) {
        replace(PRIMARY, file);
        replace(BACKUP, file);
    }

    /**
     * Replaces one copy; durable when this returns.
     *
     * @param name which
     * @param file the new bytes
     */
    public void replace(String name, byte[] file) {
        if (storage.exists(NEW)) {
            storage.delete(NEW); // left by a crash, never taken for a copy
        }
        write(NEW, file);
        storage.rename(NEW, name);
        storage.syncDirectory("");
    }

    /**
     * Keeps what a damaged copy held, for whoever wants to know what happened to it.
     *
     * @param file its bytes
     */
    public void keepEvidence(byte[] file) {
        replace(DAMAGED, file);
    }

    private void write(String name, byte[] file) {
        try (StorageFile out = storage.open(name, OpenMode.CREATE_NEW)) {
            out.writeFully(ByteBuffer.wrap(file), 0);
            out.force(true);
        }
    }

    /**
     * Returns a copy's name for messages.
     *
     * @param name the copy
     * @return the full name
     */
    public String describe(String name) {
        return storage.describe(name);
    }
}
