// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.util.LinkedHashMap;
import java.util.Map;

/** The file of an {@linkplain io.duramen.wal.spi.Anchor anchor} is not as it was written. Nothing was changed. */
public final class AnchorDamagedException extends WalException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param file the file
     * @param expected what should be there
     * @param found what is there
     */
    public AnchorDamagedException(String file, String expected, String found) {
        super(
                "ANCHOR_DAMAGED",
                "the anchor " + file + " is damaged: expected " + expected + ", found " + found,
                facts(file, expected, found),
                "restore the file; without it nobody can tell whether the log is the newest one. To go on all the same, set"
                        + " it aside after duramen verify DIR showed that what is there is what you know",
                null);
    }

    private static Map<String, Object> facts(String file, String expected, String found) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", file);
        facts.put("expected", expected);
        facts.put("found", found);
        return facts;
    }
}
