// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.merkle.Root;
import io.duramen.crypto.Sealing;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
 * @param previous SHA-256 of the manifest this one followed, zeros for the first
 * @param files the checkpoint's files: a base, then the deltas in the order in which they apply; none if the store is new
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
        List<CheckpointFile> files) {

    Manifest {
        files = List.copyOf(files);
    }

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

    /** Returns the base, or {@code null} if the store is new. */
    @Nullable
    CheckpointFile base() {
        return files.isEmpty() ? null : files.get(0);
    }

    /** Returns the file that was written last, or {@code null} if the store is new. */
    @Nullable
    CheckpointFile newest() {
        return files.isEmpty() ? null : files.get(files.size() - 1);
    }

    /** Returns a manifest of the same state in other files. */
    Manifest heldIn(long number, List<CheckpointFile> others, Digest32 followed) {
        return new Manifest(storeId, salt, number, lsn, root, keys, transactionId, keyring, followed, others);
    }

    /** Returns a manifest of the same state in the same files sealed anew. */
    Manifest sealedIn(List<CheckpointFile> others, @Nullable Keyring with) {
        return new Manifest(storeId, salt, generation, lsn, root, keys, transactionId, with, previous, others);
    }

    /** Tells whether another manifest names a file of this one too, so that damage of that file would take both. */
    boolean sharesFilesWith(Manifest other) {
        return files.stream().anyMatch(other.files::contains);
    }

    /** Returns the generations whose files some manifests need. */
    static Set<Long> generationsOf(Collection<Manifest> manifests) {
        Set<Long> generations = new TreeSet<>();
        for (Manifest manifest : manifests) {
            manifest.files.forEach(file -> generations.add(file.generation()));
        }
        return generations;
    }
}
