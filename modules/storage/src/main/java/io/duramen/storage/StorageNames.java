// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

/**
 * The rules for names in a {@link Storage}, for those who implement one.
 *
 * <p>Every method throws {@link IllegalArgumentException} for a name that breaks them: such a name comes from a mistake in
 * the program, never from the state of the disk.
 */
public final class StorageNames {
    private StorageNames() {}

    /**
     * Checks a name.
     *
     * @param name the name of a file or directory, or {@code ""} for the root
     * @return the name
     * @throws IllegalArgumentException if the name breaks the rules of {@link Storage}
     */
    public static String check(String name) {
        return name.isEmpty() ? name : checkEntry(name);
    }

    /**
     * Checks a name that must not be the root.
     *
     * @param name the name of a file or directory below the root
     * @return the name
     * @throws IllegalArgumentException if the name breaks the rules of {@link Storage} or is the root
     */
    public static String checkEntry(String name) {
        for (int start = 0; start <= name.length(); ) {
            int slash = name.indexOf('/', start);
            int end = slash < 0 ? name.length() : slash;
            checkSegment(name, name.substring(start, end));
            start = end + 1;
        }
        return name;
    }

    /**
     * Returns the directory a name stands in.
     *
     * @param name a checked name other than the root
     * @return the directory, {@code ""} if it is the root
     */
    public static String parent(String name) {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? "" : name.substring(0, slash);
    }

    /**
     * Returns the last segment of a name.
     *
     * @param name a checked name other than the root
     * @return the segment
     */
    public static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static void checkSegment(String name, String segment) {
        if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
            throw refuse(name, "a segment is empty, '.' or '..'");
        }
        if (segment.chars().anyMatch(c -> c == '\\' || c == ':' || Character.isISOControl(c))) {
            throw refuse(name, "a segment holds a backslash, a colon or a control character");
        }
    }

    private static IllegalArgumentException refuse(String name, String why) {
        StringBuilder shown = new StringBuilder();
        // Escaped, because a name made by an attacker must not forge a line of a log.
        name.chars().forEach(c -> {
            if (Character.isISOControl(c)) {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.append((char) c);
            }
        });
        return new IllegalArgumentException("not a storage name: \"" + shown + "\": " + why);
    }
}
