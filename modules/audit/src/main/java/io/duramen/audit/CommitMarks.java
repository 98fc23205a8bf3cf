// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Up to which record of which log the commits are in the trail; some bytes for each log that was ever audited. */
final class CommitMarks {
    static final String TYPE = "commit";
    static final String BEGIN = "commits.begin";
    static final String GAP = "commits.gap";
    static final String LOG = "log";
    static final String LSN = "lsn";

    private final Map<String, Long> last = new ConcurrentHashMap<>();

    /** Learns from an entry. */
    void see(AuditEntry entry) {
        if (entry.facts().get(LOG) instanceof String log && entry.facts().get(LSN) instanceof Long lsn) {
            switch (entry.type()) {
                case BEGIN -> last.put(log, lsn); // also of a log that was set back
                case TYPE, GAP -> last.merge(log, lsn, Math::max);
                default -> {} // somebody else's
            }
        }
    }

    OptionalLong of(UUID log) {
        Long lsn = last.get(log.toString());
        return lsn == null ? OptionalLong.empty() : OptionalLong.of(lsn);
    }
}
