// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import java.util.LinkedHashMap;
import java.util.Map;

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
        super(code, place + ": " + found, details(place, found), hint, null);
    }

    private static Map<String, Object> details(String place, String found) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("file", place);
        details.put("found", found);
        return details;
    }
}
