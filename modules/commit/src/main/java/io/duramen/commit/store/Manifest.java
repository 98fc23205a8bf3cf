// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.merkle.Root;
import io.duramen.crypto.Sealing;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a manifest says: which checkpoint there is and what it stands for.
 *
 * @param storeId the store, which is its log's identity
 * @param salt the salt of the Merkle map
 * @param generation the checkpoint's number, 0 for the empty one of a new store
 * @param lsn the last transaction in it
 * @param root the root of the state in it
 * @param keys how many keys it holds
 * @param transactionId the highest number of a transaction in it
 * @param keyring what the store is sealed with, or {@code null}
 * @param previous SHA-256 of the manifest of the generation before, zeros for the first
 * @param file the checkpoint's file, or {@code null} if the state is empty
 */
record Manifest(
        UUID storeId,
        Digest32 salt,
        long generation,
        long lsn,
        Root root,
        long keys,
        long transactionId,
        @Nullable Keyring keyring,
        Digest32 previous,
        @Nullable CheckpointFile file) {

    /**
     * A keyring as it was when the manifest was written.
     *
     * @param id its identity
     * @param generation its generation
     */
    record Keyring(UUID id, long generation) {

        /** Returns the keyring behind a sealing, or {@code null} if there is none. */
        static @Nullable Keyring of(@Nullable Sealing sealing) {
            return sealing == null ? null : new Keyring(sealing.keyringId(), sealing.generation());
        }
    }

    /**
     * A file as it is stored, sealed or not.
     *
     * @param length its length in bytes
     * @param sha256 the digest of its bytes
     */
    record CheckpointFile(long length, Digest32 sha256) {}
}
