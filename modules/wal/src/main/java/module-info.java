// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The write-ahead log: an append-only sequence of records that survives a crash, and says so when it did not.
 *
 * <p>Start with {@link io.duramen.wal.WriteAheadLog}.
 */
@org.jspecify.annotations.NullMarked
module io.duramen.wal {
    requires transitive io.duramen.base;
    requires transitive io.duramen.crypto;
    requires transitive io.duramen.storage;
    requires static jdk.jfr; // a JVM without a flight recorder runs the log all the same
    requires static transitive org.jspecify; // annotations only; not needed at run time

    exports io.duramen.wal;
    exports io.duramen.wal.spi;

    uses io.duramen.wal.spi.WalProvider;

    provides io.duramen.wal.spi.WalProvider with
            io.duramen.wal.segmented.SegmentedWalProvider;
}
