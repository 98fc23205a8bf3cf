// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which files need which epochs' keys.
 *
 * @param files by the number of the epoch, the full names of the files that have a header under it
 * @param unknown the full names of files of which nobody can tell what they need, because their headers are damaged
 * @param older the full names of files that are sealed under a data key made before the active epoch began, whatever epoch's key
 *     wraps it now: who has that data key opens them
 */
public record KeyUse(Map<Integer, List<String>> files, List<String> unknown, List<String> older) {

    /** Nothing needs any key. */
    public static final KeyUse NONE = new KeyUse(Map.of(), List.of(), List.of());

    /** Copies all three. */
    public KeyUse {
        Map<Integer, List<String>> copy = new TreeMap<>();
        files.forEach((epoch, names) -> copy.put(epoch, List.copyOf(names)));
        files = java.util.Collections.unmodifiableMap(copy);
        unknown = List.copyOf(unknown);
        older = List.copyOf(older);
    }

    /**
     * Returns what both need.
     *
     * @param other another count
     * @return the sum
     */
    public KeyUse and(KeyUse other) {
        Map<Integer, List<String>> all = new TreeMap<>();
        files.forEach((epoch, names) -> all.put(epoch, new ArrayList<>(names)));
        other.files.forEach((epoch, names) ->
                all.computeIfAbsent(epoch, e -> new ArrayList<>()).addAll(names));
        return new KeyUse(all, both(unknown, other.unknown), both(older, other.older));
    }

    private static List<String> both(List<String> first, List<String> second) {
        List<String> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    /**
     * Returns the files that need an epoch's key.
     *
     * @param epoch its number
     * @return their full names
     */
    public List<String> of(int epoch) {
        return files.getOrDefault(epoch, List.of());
    }
}
