// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.base;

/**
 * Hears how far long work has come.
 *
 * <p>Called from the thread that does the work, at most some tens of times a second; an implementation returns quickly and
 * does not throw.
 */
@FunctionalInterface
public interface Progress {

    /** Hears nothing. */
    Progress NONE = (phase, done, total) -> {};

    /**
     * Tells how far a phase has come.
     *
     * @param phase what is being done, for people, in a few lower-case words
     * @param done units done
     * @param total units in all, or -1 if unknown
     */
    void update(String phase, long done, long total);
}
