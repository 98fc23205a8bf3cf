// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage.spi;

import io.duramen.base.Provider;
import java.nio.file.Path;

/**
 * What an operating system adds to plain NIO: space reservation, directory syncs and early write-back, which NIO cannot
 * express. Data always
 * goes through NIO; see {@link io.duramen.storage.NioStorage}.
 */
public interface StorageExtras extends Provider {

    /**
     * Makes the names in a directory durable.
     *
     * @param directory the directory
     * @throws java.io.IOException if the system refuses; the names may or may not be durable
     */
    void syncDirectory(Path directory) throws java.io.IOException;

    /**
     * Reserves space for a file, which becomes at least this large; new bytes read as zero.
     *
     * @param file the file, which exists
     * @param size the size in bytes
     * @return {@code true} if the blocks are reserved; {@code false} if this provider cannot, in which case nothing was done
     * @throws java.io.IOException if the system refuses, for instance because the device is full
     */
    boolean preallocate(Path file, long size) throws java.io.IOException;

    /**
     * Asks the system to begin now with writing part of a file to the device, without waiting for it. Nothing is durable by
     * it, not even what was written: data goes to a cache of the device that nobody flushes, and the metadata needed to find
     * it goes nowhere. It must not use up an error that a later force of the file should report. Does nothing unless
     * overridden.
     *
     * @param file the file, which exists
     * @param position the first byte's place in the file, not negative
     * @param length how many bytes, more than 0
     * @throws java.io.IOException if the system refuses, which callers ignore: nothing was promised
     */
    default void hintWriteBack(Path file, long position, long length) throws java.io.IOException {}

    /**
     * Tells whether a directory sync has an effect on this system.
     *
     * @return {@code false} where the system has no such operation
     */
    boolean canSyncDirectories();
}
