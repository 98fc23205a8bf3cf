// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.spi;

import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Remembers, somewhere that who changes a log cannot, how far the log had come. Nothing inside a log or a store tells that the
 * whole of it was put back to an older state, or that its end was cut off without a trace; an anchor does, up to the moment at
 * which it was last moved on.
 *
 * <p>One anchor serves one log or one store. It only ever moves forward, except by {@link #reset}. It is moved on to what is
 * durable already, so that a crash at any moment leaves the log at the anchor or in front of it and never causes an alarm.
 *
 * <p><b>Thread safety:</b> implementations are safe for use from any thread.
 */
public interface Anchor {

    /**
     * Returns the last mark.
     *
     * @return the mark; empty if the anchor was never moved
     * @throws io.duramen.wal.AnchorDamagedException if what is there is no mark
     * @throws io.duramen.storage.StorageException if it cannot be read
     */
    Optional<AnchorMark> read();

    /**
     * Moves on to a later mark of the same log, durably. Does nothing if the anchor is there already or further on.
     *
     * @param mark the mark
     * @throws io.duramen.wal.RollbackDetectedException if the anchor is another log's
     */
    void advance(AnchorMark mark);

    /**
     * Puts the anchor to a mark, earlier or later, of this log or another one: after somebody decided that an older state is
     * the one to go on with.
     *
     * @param mark the mark
     */
    void reset(AnchorMark mark);

    /**
     * Tells whether marks need a digest. An anchor that holds a number only, like a counter in hardware, does not: then an older
     * log is found, but not one that was put back and has grown past the anchor since, nor a frame that was forged with its key.
     *
     * @return {@code true} unless overridden
     */
    default boolean remembersDigests() {
        return true;
    }

    /**
     * Chooses no anchor, by name: an older copy of everything, put back whole, is then taken for the newest. What is sealed has
     * to have an anchor or this; what is not has none unless it is given one.
     *
     * @return an anchor that remembers nothing
     */
    static Anchor none() {
        return NoAnchor.NONE;
    }

    /**
     * Returns an anchor that is a small file, replaced in one step. It protects as far as who can change the log cannot change
     * this file: keep it on another volume, with another owner, or where it can only be appended to.
     *
     * @param file the file; its directory must exist, and it should not be the log's own
     * @return the anchor
     */
    static Anchor file(Path file) {
        Path whole = file.toAbsolutePath();
        Path directory = whole.getParent();
        Path name = whole.getFileName();
        if (directory == null || name == null) {
            throw new IllegalArgumentException("an anchor is a file, not " + file);
        }
        return file(NioStorage.at(directory), name.toString());
    }

    /**
     * Returns an anchor that is a small file in a storage.
     *
     * @param storage the directory
     * @param name the file's name in it
     * @return the anchor
     */
    static Anchor file(Storage storage, String name) {
        return new FileAnchor(storage, name);
    }
}
