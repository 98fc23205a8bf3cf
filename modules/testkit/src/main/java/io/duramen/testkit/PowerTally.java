// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a {@link PowerTest} did to one subject without finding anything wrong. Every number that follows from others is
 * counted on its own all the same, so that a report can hold them against each other.
 *
 * @param subject the subject's name
 * @param seeds what each round followed from, in order
 * @param operations the operations of the longest run
 * @param crashes how often the power failed in the program, or after it
 * @param states the states drawn of these crashes, each verified
 * @param recoveryCrashes the crashes inside verifications
 * @param verifications how often the check ran, interrupted runs included
 * @param points the states by the kind of moment at which the power failed
 */
public record PowerTally(
        String subject,
        List<Long> seeds,
        long operations,
        long crashes,
        long states,
        long recoveryCrashes,
        long verifications,
        SortedMap<String, Long> points) {

    /** Copies the list and the map. */
    public PowerTally {
        seeds = List.copyOf(seeds);
        points = Collections.unmodifiableSortedMap(new TreeMap<>(points));
    }
}
