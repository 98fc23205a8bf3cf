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
 */
public record KeyUse(Map<Integer, List<String>> files, List<String> unknown) {

    /** Nothing needs any key. */
    public static final KeyUse NONE = new KeyUse(Map.of(), List.of());

    /** Copies both. */
    public KeyUse {
        Map<Integer, List<String>> copy = new TreeMap<>();
        files.forEach((epoch, names) -> copy.put(epoch, List.copyOf(names)));
        files = java.util.Collections.unmodifiableMap(copy);
        unknown = List.copyOf(unknown);
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
        List<String> both = new ArrayList<>(unknown);
        both.addAll(other.unknown);
        return new KeyUse(all, both);
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
