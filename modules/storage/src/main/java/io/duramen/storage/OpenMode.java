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
    /** For reading and writing; it must not exist and is created for its owner only. */
    CREATE_NEW
}
