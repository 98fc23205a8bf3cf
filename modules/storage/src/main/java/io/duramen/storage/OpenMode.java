// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

/** How a file is opened. */
public enum OpenMode {
    /** For reading; it must exist. */
    READ,
    /** For reading and writing; it must exist. */
    READ_WRITE,
    /**
     * For reading and writing; it must exist. What a write covers is on the device when the write returns, as if a {@link
     * StorageFile#force} had followed it, and an interrupt of the calling thread does not close the file.
     */
    SYNCHRONOUS,
    /**
     * For writing whole blocks past the cache of the operating system; it must exist, and cannot be read through this. What a
     * write covers is on the device when the write returns. Each write starts and ends at a multiple of {@link
     * StorageFile#blockSize}. There is no way past the cache without that: a write that only reached the device's own cache
     * would look durable and not be. An interrupt of the calling thread may close the file.
     */
    DIRECT,
    /** For reading and writing; it must not exist and is created for its owner only. */
    CREATE_NEW
}
