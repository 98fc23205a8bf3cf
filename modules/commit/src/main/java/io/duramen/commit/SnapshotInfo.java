// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.commit.merkle.Root;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A named snapshot of a store.
 *
 * @param id its identity: 16 hexadecimal digits, chosen by the store, never given twice
 * @param name the name it was given, which no other snapshot of the store has
 * @param created when it was made, by the store's clock
 * @param generation the checkpoint it holds
 * @param lsn the last transaction in it
 * @param root the root of the state in it
 * @param keys how many keys it holds
 * @param files of how many files it consists
 * @param bytes how large they are together; where the file system has hard links, they take space of their own only once the
 *     store has let go of them
 * @param keyring the keyring it is sealed with, {@code null} if it is not sealed
 * @param keyringGeneration the keyring's generation when it was made, 0 if it is not sealed: the keyring must be able to open
 *     what it sealed then for as long as the snapshot is to be read
 */
public record SnapshotInfo(
        String id,
        String name,
        Instant created,
        long generation,
        long lsn,
        Root root,
        long keys,
        int files,
        long bytes,
        @Nullable UUID keyring,
        long keyringGeneration) {}
