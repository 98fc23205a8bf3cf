// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** There is no reader for a directory. Nothing was written. */
public final class UnknownFormatException extends LegacyException {
    private static final long serialVersionUID = 1L;

    private UnknownFormatException(String code, String message, Map<String, ?> details, String hint) {
        super(code, message, details, hint, null);
    }

    /**
     * There is no format of a name.
     *
     * @param name the name
     * @param known the names there are
     * @return the exception
     */
    public static UnknownFormatException name(String name, List<String> known) {
        return new UnknownFormatException(
                "FORMAT_UNKNOWN",
                "there is no format \"" + name + "\"; known are " + String.join(", ", known),
                details("expected", String.join(", ", known), "found", name),
                "give one of them, or auto");
    }

    /**
     * A directory looks like no format, or like several.
     *
     * @param directory the directory
     * @param found what it looks like
     * @param known the names there are
     * @return the exception
     */
    public static UnknownFormatException directory(String directory, List<String> found, List<String> known) {
        boolean none = found.isEmpty();
        String seen = none ? "none of their files" : "files of " + String.join(" and of ", found);
        Map<String, Object> details = details("expected", String.join(", ", known), "found", seen);
        details.put("directory", directory);
        return new UnknownFormatException(
                none ? "FORMAT_NOT_RECOGNISED" : "FORMAT_AMBIGUOUS",
                directory + " looks like " + (none ? "none" : "several") + " of the formats " + String.join(", ", known)
                        + ": there are " + seen,
                details,
                none
                        ? "give the directory that holds state/ and wal/, .aethel_state/, wal/, blobs/, encryption.json or snapshots/"
                        : "name the format with --from");
    }

    private static Map<String, Object> details(String a, String valueOfA, String b, String valueOfB) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put(a, valueOfA);
        details.put(b, valueOfB);
        return details;
    }
}
