// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import java.nio.file.Path;
import java.util.Map;

/** Something the log is to reach, measured in one run. */
public interface Goal {

    /**
     * Returns the short name used on the command line and in results.
     *
     * @return lower case, words joined by hyphens
     */
    String name();

    /**
     * Measures once.
     *
     * @param directory an empty directory
     * @param effort how much to do for it
     * @return the figures by their names, which carry the unit
     * @throws Exception if the log or the file system does
     */
    Map<String, Double> measure(Path directory, Effort effort) throws Exception;
}
