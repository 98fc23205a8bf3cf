// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.families;

import io.duramen.base.Progress;

/**
 * Reads one of the predecessors' formats. It writes nothing anywhere, and holds nothing between calls.
 *
 * <p>Damage is not an exception: it is part of the {@link Findings}, each piece with its place, and what else there is, is
 * read all the same. What is thrown is {@link io.duramen.legacy.LegacyReadException}, if a file cannot be read at all.
 */
public interface LegacyFamily {

    /**
     * Returns whose format it is.
     *
     * @return {@code aethel}, {@code pluresdb}, {@code phoenix} or our own, {@code duramen}
     */
    String system();

    /**
     * Returns the format's name.
     *
     * @return lower-case words joined by hyphens
     */
    String format();

    /**
     * Tells whether a directory looks like one of this format, by the names in it. What another format would be taken for, is
     * not recognised.
     *
     * @param source the directory
     * @return {@code true} if so
     */
    boolean recognises(LegacySource source);

    /**
     * Reads a directory.
     *
     * @param source the directory, which a predecessor may still be appending to
     * @param selection what of it is wanted
     * @param progress hears how far it has come
     * @return everything found
     */
    Findings read(LegacySource source, Selection selection, Progress progress);
}
