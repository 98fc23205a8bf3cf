// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import io.duramen.legacy.aethel.AuditParser;
import io.duramen.legacy.families.LegacySource;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Aethel's atomic-commit layer wrote down of its recoveries, in {@code state/recovery_audit.log}.
 *
 * <p>It is text without checksums, into which ids of transactions were written as they were: somebody who could choose an id
 * could write lines. It shows what was written, and proves nothing.
 *
 * @param recoveries the recoveries, in the order of the file
 * @param skipped lines that belong to none, in the order of the file
 */
public record RecoveryAudit(List<Recovery> recoveries, List<ImportDamage> skipped) {

    /** Copies the lists. */
    public RecoveryAudit {
        recoveries = List.copyOf(recoveries);
        skipped = List.copyOf(skipped);
    }

    /**
     * A recovery.
     *
     * @param line its first line, from 1
     * @param time when it was, by the clock on the wall there, for instance {@code 2026-02-21 10:15:00}
     * @param recovered whether it succeeded
     * @param uncommitted how many transactions were not committed
     * @param rolledBack how many of them it gave up
     * @param temporaryFiles how many temporary files it deleted
     * @param rootVerified whether it found the root as it should be; also so if it had none to compare with
     * @param merkleRoot the simple root it computed, or {@code null}
     * @param errors what went wrong
     * @param actions what it did
     */
    public record Recovery(
            long line,
            String time,
            boolean recovered,
            long uncommitted,
            long rolledBack,
            long temporaryFiles,
            boolean rootVerified,
            @Nullable String merkleRoot,
            List<String> errors,
            List<Action> actions) {

        /** Copies the lists. */
        public Recovery {
            errors = List.copyOf(errors);
            actions = List.copyOf(actions);
        }
    }

    /**
     * Something a recovery did.
     *
     * @param line its line, from 1
     * @param timestamp when, in seconds since 1970 as it stands there
     * @param operation what, for instance {@code ROLLBACK_TX}
     * @param details of it, as they stand there
     */
    public record Action(long line, String timestamp, String operation, String details) {}

    /**
     * Reads the audit of a directory.
     *
     * @param directory the directory that holds {@code state/}
     * @return the audit, empty if there is none
     * @throws LegacyReadException if it cannot be read
     */
    public static RecoveryAudit read(Path directory) {
        return AuditParser.read(LegacySource.at(directory));
    }
}
