// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A trail is not as it was written. It takes no more entries, since what follows a break proves nothing; nothing was changed,
 * and the files are evidence.
 */
public final class AuditBrokenException extends AuditException {
    private static final long serialVersionUID = 1L;

    private final transient AuditFinding finding;

    /**
     * Creates an exception.
     *
     * @param directory the trail's directory
     * @param finding what is wrong
     */
    public AuditBrokenException(String directory, AuditFinding finding) {
        super(
                "AUDIT_BROKEN",
                "the audit trail in " + directory + " is not as it was written, " + finding,
                facts(directory, finding),
                "keep the directory as evidence, see: duramen audit verify " + directory
                        + ", and go on in a new trail made with duramen audit init",
                null);
        this.finding = finding;
    }

    /**
     * Returns what is wrong.
     *
     * @return the first thing that is not as it was written
     */
    public AuditFinding finding() {
        return finding;
    }

    private static Map<String, Object> facts(String directory, AuditFinding finding) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("directory", directory);
        facts.putAll(finding.facts());
        return facts;
    }
}
