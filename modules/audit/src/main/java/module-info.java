// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The audit trail: what happened, who did it and how it ended, hash-chained on a log of its own and verified offline.
 *
 * <p>Start with {@link io.duramen.audit.AuditTrail}; {@link io.duramen.audit.AuditVerifier} verifies one.
 */
@org.jspecify.annotations.NullMarked
module io.duramen.audit {
    requires transitive io.duramen.wal;
    requires static transitive org.jspecify; // annotations only; not needed at run time

    exports io.duramen.audit;
    exports io.duramen.audit.spi;

    uses io.duramen.audit.spi.AuditDetectorProvider;
    uses io.duramen.audit.spi.AuditSinkProvider;

    provides io.duramen.audit.spi.AuditDetectorProvider with
            io.duramen.audit.builtin.RepeatedFailuresProvider;
    provides io.duramen.audit.spi.AuditSinkProvider with
            io.duramen.audit.builtin.SystemLoggerProvider,
            io.duramen.audit.builtin.LinesProvider;
}
