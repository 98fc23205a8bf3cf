// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage.spi;

import io.duramen.base.Provider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What an operating system adds to plain NIO: space reservation, directory syncs, renames that wait for the device, the order of
 * writes and early write-back, which NIO cannot express. Data always goes through NIO; see {@link
 * io.duramen.storage.NioStorage}.
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
     * Gives a file or directory another name, in one step, replacing a file that has it. Durable after {@link #syncDirectory} of
     * the directories of both names; where the system can wait for the device, it has waited. Plain NIO unless overridden.
     *
     * @param from what it is called now
     * @param to the name it gets, on the same file system
     * @throws java.io.IOException if the system refuses; the names are then as they were
     */
    default void replace(Path from, Path to) throws java.io.IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Asks that what was written to a file up to now reaches the device before anything that is written to it later. Does not
     * wait for either, so that nothing is durable by it. Does nothing unless overridden.
     *
     * @param file the file, which exists
     * @return {@code true} if the device keeps that order; {@code false} if this provider cannot tell it to
     * @throws java.io.IOException if the system refuses; what was written may then be lost, as after a force that failed
     */
    default boolean order(Path file) throws java.io.IOException {
        return false;
    }

    /**
     * Tells whether a directory sync has an effect on this system.
     *
     * @return {@code false} where the system has no such operation
     */
    boolean canSyncDirectories();
}
