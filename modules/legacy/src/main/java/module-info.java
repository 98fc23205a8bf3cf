// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The predecessors' formats: a log of JSON lines that people and old programs can read, export and import between it and
 * every other backend, and readers for the directories the predecessors left.
 *
 * <p>Start with {@link io.duramen.legacy.JsonLinesLog}, with {@link io.duramen.legacy.LogExport} to turn a log into lines, or
 * with {@link io.duramen.legacy.StoreImport} to bring a predecessor's state into a store.
 */
@org.jspecify.annotations.NullMarked
module io.duramen.legacy {
    requires transitive io.duramen.commit;
    requires transitive io.duramen.wal;
    requires static transitive org.jspecify; // annotations only; not needed at run time

    exports io.duramen.legacy;

    provides io.duramen.wal.spi.WalProvider with
            io.duramen.legacy.lines.JsonLinesProvider;
}
