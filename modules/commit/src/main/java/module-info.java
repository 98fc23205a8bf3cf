// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Atomic commits over a Merkle-verified map of keys to values, recovered after a crash to exactly what was acknowledged.
 *
 * <p>Start with {@link io.duramen.commit.StateStore}; proofs are in {@link io.duramen.commit.merkle}.
 */
@org.jspecify.annotations.NullMarked
module io.duramen.commit {
    requires transitive io.duramen.wal;
    requires static transitive org.jspecify; // annotations only; not needed at run time

    exports io.duramen.commit;
    exports io.duramen.commit.merkle;
    exports io.duramen.commit.spi;

    uses io.duramen.commit.spi.StateStoreProvider;

    provides io.duramen.commit.spi.StateStoreProvider with
            io.duramen.commit.store.JournalStoreProvider;
}
