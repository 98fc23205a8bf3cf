// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A source is not what it must be for an import. Nothing of it was changed. */
public final class ImportRefusedException extends LegacyException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param code the kind of refusal, for instance {@code STATE_FILE_MISSING}
     * @param place the file at fault
     * @param found what is wrong with it
     * @param hint what to do next
     */
    public ImportRefusedException(String code, String place, String found, String hint) {
        this(code, place, null, found, hint);
    }

    /**
     * Creates an exception.
     *
     * @param code the kind of refusal, for instance {@code EXPORT_UNFINISHED}
     * @param place the file at fault
     * @param expected what it should be, or {@code null} if what was found says it
     * @param found what is wrong with it
     * @param hint what to do next
     */
    public ImportRefusedException(String code, String place, @Nullable String expected, String found, String hint) {
        super(code, message(place, expected, found), details(place, expected, found), hint, null);
    }

    private static String message(String place, @Nullable String expected, String found) {
        return place + ": " + (expected == null ? found : "expected " + expected + ", found " + found);
    }

    private static Map<String, Object> details(String place, @Nullable String expected, String found) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("file", place);
        if (expected != null) {
            details.put("expected", expected);
        }
        details.put("found", found);
        return details;
    }
}
