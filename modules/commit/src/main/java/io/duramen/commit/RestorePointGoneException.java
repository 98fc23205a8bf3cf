// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A store can no longer be restored to a record, or not yet. Nothing was written. */
public final class RestorePointGoneException extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the store's directory
     * @param lsn the record asked for
     * @param reachable which can be reached, for instance {@code 3} or {@code 17 to 90}
     */
    public RestorePointGoneException(String directory, long lsn, List<String> reachable) {
        super(
                "RESTORE_POINT_GONE",
                "the store in " + directory + " cannot be restored to record " + lsn + "; it can to "
                        + (reachable.isEmpty() ? "none" : String.join(", ", reachable)),
                facts(directory, lsn, reachable),
                "choose one of these, or a snapshot; to keep a state for good, use duramen snapshot create",
                null);
    }

    private static Map<String, Object> facts(String directory, long lsn, List<String> reachable) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("directory", directory);
        facts.put("lsn", lsn);
        facts.put("reachable", List.copyOf(reachable));
        return facts;
    }
}
