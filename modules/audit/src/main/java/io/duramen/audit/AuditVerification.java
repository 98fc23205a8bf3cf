// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a trail was found to be.
 *
 * @param directory the trail's directory
 * @param id the trail's identity
 * @param entries how many entries are as they were written, from the first on without a gap
 * @param head the number and digest of the last of them
 * @param cleanShutdown whether the trail was closed in order
 * @param tornBytes how many bytes of a write that never finished stand at its end: normal after a crash, nothing in them was
 *     acknowledged
 * @param notes what else was found and tolerated, for people
 * @param finding the first thing that is not as it was written, or {@code null}
 */
public record AuditVerification(
        String directory,
        UUID id,
        long entries,
        AuditHead head,
        boolean cleanShutdown,
        long tornBytes,
        List<String> notes,
        @Nullable AuditFinding finding) {

    /** Copies the notes. */
    public AuditVerification {
        notes = List.copyOf(notes);
    }

    /**
     * Tells whether everything is as it was written.
     *
     * @return {@code true} if so
     */
    public boolean ok() {
        return finding == null;
    }
}
