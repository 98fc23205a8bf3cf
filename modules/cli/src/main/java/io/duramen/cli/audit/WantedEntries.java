// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.audit;

import io.duramen.audit.AuditEntry;
import io.duramen.audit.AuditOutcome;
import io.duramen.cli.TimeConverter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which entries are wanted; all that are given must hold. */
final class WantedEntries {
    @Option(names = "--from", paramLabel = "N", description = "The first entry wanted.")
    private @Nullable Long from;

    @Option(names = "--to", paramLabel = "N", description = "The last entry wanted.")
    private @Nullable Long to;

    @Option(
            names = "--from-time",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only entries of this time or later, for instance 2026-01-02T03:04:05Z or 2026-01-02.")
    private @Nullable Instant since;

    @Option(
            names = "--to-time",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only entries before this time.")
    private @Nullable Instant before;

    @Option(names = "--actor", paramLabel = "NAME", description = "Only entries of this actor.")
    private @Nullable String actor;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "Only entries of this type, or of types that begin with it and a dot.")
    private @Nullable String type;

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            description = "Only entries of this outcome: BEGUN, DONE, FAILED or REFUSED.")
    private @Nullable AuditOutcome outcome;

    boolean matches(AuditEntry entry) {
        return (from == null || entry.sequence() >= from)
                && (to == null || entry.sequence() <= to)
                && (since == null || !entry.time().isBefore(since))
                && (before == null || entry.time().isBefore(before))
                && (actor == null || actor.equals(entry.actor()))
                && (type == null || type.equals(entry.type()) || entry.type().startsWith(type + "."))
                && (outcome == null || outcome == entry.outcome());
    }
}
