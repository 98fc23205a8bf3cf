// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** A log that is measured, set up for its best at durable appends. */
public interface Subject extends Contender {

    /**
     * Tells whether a durable append is meant to sync. Those that do not are not ranked among those that do; whether the
     * others keep their word is counted.
     *
     * @return whether
     */
    default boolean syncs() {
        return true;
    }

    /**
     * Tells whether reading verifies a checksum of every record. Where it does not, the bench verifies one of its own, so that
     * all read back the same promise.
     *
     * @return whether
     */
    default boolean verifies() {
        return true;
    }

    /**
     * Returns how many threads may append at once.
     *
     * @return at least 1
     */
    default int mostThreads() {
        return Integer.MAX_VALUE;
    }

    /**
     * Returns what can be measured.
     *
     * @return the works
     */
    default Set<Work> works() {
        return EnumSet.allOf(Work.class);
    }

    /**
     * Opens the log, making it if the directory is empty. A log opened for anything but {@link Purpose#REPLAY} is ready to
     * append when this returns.
     *
     * @param directory an existing directory
     * @param config what comes next
     * @return the open log
     * @throws Exception if the library does
     */
    SubjectLog open(Path directory, SubjectConfig config) throws Exception;
}
