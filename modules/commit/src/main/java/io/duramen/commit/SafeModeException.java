// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.util.LinkedHashMap;
import java.util.Map;

/** The store is in {@linkplain SafeMode safe mode} and takes no writes; nothing was written. */
public final class SafeModeException extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the store's directory
     * @param safeMode why, and how far what can be read is verified
     */
    public SafeModeException(String directory, SafeMode safeMode) {
        super(
                "SAFE_MODE",
                "the store in " + directory
                        + " is in safe mode and takes no writes; what it shows is verified up to record "
                        + safeMode.lsn() + ", root " + safeMode.root() + "; the cause: "
                        + safeMode.cause().getMessage(),
                facts(directory, safeMode),
                safeMode.remedy(),
                safeMode.cause());
    }

    private static Map<String, Object> facts(String directory, SafeMode safeMode) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("directory", directory);
        facts.put("lsn", safeMode.lsn());
        facts.put("root", safeMode.root().toString());
        facts.put("causeCode", safeMode.cause().code());
        facts.put("cause", String.valueOf(safeMode.cause().getMessage()));
        return facts;
    }
}
