// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The one seam under all file access: what Duramen asks of a file system, and nothing more.
 *
 * <p>Production runs on {@link io.duramen.storage.NioStorage}; tests run on the simulated disk of {@code
 * io.duramen.testkit}. What only one operating system can do is added by providers of {@link
 * io.duramen.storage.spi.StorageExtras}.
 */
@org.jspecify.annotations.NullMarked
module io.duramen.storage {
    requires transitive io.duramen.base;
    requires static transitive org.jspecify; // annotations only; not needed at run time
    requires static jdk.unsupported; // the option for direct writes; without it there are none

    exports io.duramen.storage;
    exports io.duramen.storage.spi;

    uses io.duramen.storage.spi.StorageExtras;

    provides io.duramen.storage.spi.StorageExtras with
            io.duramen.storage.nio.NioStorageExtras;
}
