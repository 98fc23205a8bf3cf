// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a source that is not what it should be, and that nothing was taken from.
 *
 * @param file the file, relative to the source
 * @param line its line, counted from 1, or 0 if the file has no lines
 * @param offset its first byte's place in the file, or -1 if it is not one place
 * @param reason what is wrong, in one of the words of the format, for instance {@code torn_tail}
 * @param detail what else is known of it, for people; {@code null} if nothing is
 */
public record ImportDamage(
        String file,
        long line,
        long offset,
        String reason,
        @Nullable String detail) {

    /**
     * Creates damage of which no more is known.
     *
     * @param file the file, relative to the source
     * @param line its line, counted from 1, or 0 if the file has no lines
     * @param offset its first byte's place in the file, or -1 if it is not one place
     * @param reason what is wrong, in one of the words of the format
     */
    public ImportDamage(String file, long line, long offset, String reason) {
        this(file, line, offset, reason, null);
    }
}
