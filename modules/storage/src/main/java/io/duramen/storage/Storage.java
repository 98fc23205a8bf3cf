// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import java.util.List;

/**
 * A directory tree that can be made durable step by step.
 *
 * <p>Names are relative, made of segments joined by {@code '/'}; {@code ""} is the root itself. A segment is not empty, is
 * not {@code "."} or {@code ".."}, and holds no control character, backslash or colon, so that a name can never lead out of
 * the root. Every method throws {@link IllegalArgumentException} for a name that breaks these rules; see {@link
 * StorageNames}.
 *
 * <p><b>What is durable when:</b> {@link StorageFile#force} makes the contents of one file durable, not its name; {@link
 * #syncDirectory} makes the names in one directory durable, not the contents of the files. Nothing else is durable, and
 * anything not yet durable may survive in part, in any order.
 *
 * <p>New files can be read and written by their owner only (0600), new directories likewise (0700), whatever the umask.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread. Every method throws {@link StorageException} when the
 * operating system refuses.
 */
public interface Storage {

    /**
     * Opens a file.
     *
     * @param name the file
     * @param mode how
     * @return the open file
     * @throws StorageException {@code NOT_FOUND}, {@code ALREADY_EXISTS}, {@code ACCESS_DENIED}, {@code NO_SPACE} or {@code
     *     IO}; {@code UNSUPPORTED} for {@link OpenMode#SYNCHRONOUS} where a write may return before the device has the data, and
     *     for {@link OpenMode#DIRECT} where that is so or there is no way past the cache
     */
    StorageFile open(String name, OpenMode mode);

    /**
     * Tells whether a file or directory of this name exists.
     *
     * @param name the file or directory
     * @return {@code true} if it exists
     */
    boolean exists(String name);

    /**
     * Lists a directory.
     *
     * @param directory the directory
     * @return the last segments of the names in it, sorted, those of directories followed by {@code '/'}
     */
    List<String> list(String directory);

    /**
     * Makes a directory; its parent must exist. Durable after {@link #syncDirectory} of the parent.
     *
     * @param directory the directory
     * @throws StorageException {@code ALREADY_EXISTS} if the name is taken
     */
    void createDirectory(String directory);

    /**
     * Gives a file another name, in one step, replacing a file that has it. Durable after {@link #syncDirectory} of the
     * directories of both names.
     *
     * @param from the file as it is named now
     * @param to the name it gets
     */
    void rename(String from, String to);

    /**
     * Gives a file a further name (a hard link).
     *
     * @param existing the file
     * @param link the further name, which must be free
     * @throws StorageException {@code UNSUPPORTED} where the file system has no links
     */
    void link(String existing, String link);

    /**
     * Removes a file or an empty directory. Durable after {@link #syncDirectory} of its directory.
     *
     * @param name the file or directory
     */
    void delete(String name);

    /**
     * Makes the names in a directory durable: files created, renamed, linked and deleted in it.
     *
     * @param directory the directory
     */
    void syncDirectory(String directory);

    /**
     * Takes the exclusive lock that a file stands for, creating the file if need be. It excludes other processes and other
     * class loaders of this one, and is gone when the process is.
     *
     * @param name the lock file; nothing else may open it. While the lock is held, a file of this name followed by {@code
     *     .owner} may say who holds it
     * @return the lock, held until closed
     * @throws StorageLockedException if somebody else holds it, with what is known of the holder
     */
    StorageLock lock(String name);

    /**
     * Asks the operating system to begin now with writing part of a file to the device, so that a later force has less left
     * to do. <b>This promises nothing:</b> whether anything is written, and where it ends up, is not known afterwards; the
     * size of the file and the device's own cache are not touched at all, and nothing is durable before {@link
     * StorageFile#force} has returned. Hence nothing is thrown either: what goes wrong here is left for that force to tell.
     *
     * <p>It does not wait for the device, but may for room in its queue; not for threads on which an acknowledgement depends.
     * Does nothing unless overridden.
     *
     * @param name the file
     * @param position the first byte's place in the file
     * @param length how many bytes
     */
    default void hintWriteBack(String name, long position, long length) {}

    /**
     * Returns the bytes that can still be written, as far as the operating system knows.
     *
     * @return bytes
     */
    long usableSpace();

    /**
     * Returns a name as people should see it in messages, for instance an absolute path.
     *
     * @param name the file or directory
     * @return the full name
     */
    String describe(String name);
}
