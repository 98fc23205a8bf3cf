// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of a manifest, compared by value. */
final class StoredManifest {
    private final byte[] bytes;

    StoredManifest(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads a manifest's file as it is. Returns {@code null} if there is none. */
    static @Nullable StoredManifest read(Storage storage, String name) {
        try (StorageFile file = storage.open(name, OpenMode.READ)) {
            ByteBuffer buffer =
                    ByteBuffer.allocate(ManifestCodec.MAX_BYTES + 1); // one more, to see that it is too long
            int length = file.readFully(buffer, 0);
            return new StoredManifest(Arrays.copyOf(buffer.array(), length));
        } catch (StorageException e) {
            if (e.kind() == StorageException.Kind.NOT_FOUND) {
                return null;
            }
            throw e;
        }
    }

    byte[] bytes() {
        return bytes;
    }

    Digest32 sha256() {
        return Digest32.of(Bytes.sha256().digest(bytes));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoredManifest manifest && Arrays.equals(bytes, manifest.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
