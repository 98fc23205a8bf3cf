// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

/** How a file is opened. */
public enum OpenMode {
    /** For reading; it must exist. */
    READ,
    /** For reading and writing; it must exist. */
    READ_WRITE,
    /** For reading and writing; it must not exist and is created for its owner only. */
    CREATE_NEW
}
