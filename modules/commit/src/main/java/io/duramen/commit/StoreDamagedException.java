// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is on disk gives no state whose root is the one recorded. Nothing is replaced by an empty or an older state; {@link
 * StateStore#openReadOnly} reads what can be verified.
 */
public final class StoreDamagedException extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the store's directory
     * @param problems what is wrong, each with the file, what was expected and what was found; at least one
     */
    public StoreDamagedException(String directory, List<String> problems) {
        super(
                "STORE_DAMAGED",
                "the store in " + directory + " is damaged: " + String.join("; ", problems),
                facts(directory, problems),
                "run duramen inspect to see what is left, and restore the directory from a backup",
                null);
    }

    private static Map<String, Object> facts(String directory, List<String> problems) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("directory", directory);
        facts.put("problems", List.copyOf(problems));
        return facts;
    }
}
