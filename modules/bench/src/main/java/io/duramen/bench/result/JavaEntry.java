// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.result;

import java.util.ArrayList;
import java.util.List;

/**
 * What was measured on one Java.
 *
 * @param java its feature version
 * @param machine where, with the whole version
 * @param goals rounds of what was measured
 */
public record JavaEntry(int java, Machine machine, List<GoalRound> goals) {

    /**
     * Returns an entry of nothing.
     *
     * @param java the feature version
     * @param machine where
     * @return the entry, to be added to
     */
    public static JavaEntry empty(int java, Machine machine) {
        return new JavaEntry(java, machine, new ArrayList<>());
    }
}
