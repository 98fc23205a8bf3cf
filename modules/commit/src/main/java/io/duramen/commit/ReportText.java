// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.base.Printable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The two written forms of a {@link RecoveryReport}. */
final class ReportText {
    private ReportText() {}

    static String text(RecoveryReport report) {
        StringBuilder out = new StringBuilder(512);
        line(out, "store", report.directory() + " (" + report.storeId() + ")");
        line(
                out,
                "log",
                (report.log().cleanShutdown() ? "closed in order" : "not closed in order") + ", "
                        + report.log().segments() + " segments, " + report.log().frames() + " frames verified");
        if (report.log().unproven() > 0) {
            line(
                    out,
                    "unproven",
                    report.log().unproven() + " records at the end, whole but not known to be durable, kept");
        }
        each(out, "log note", report.log().notes());
        if (report.log().tornBytes() > 0) {
            line(out, "torn tail", report.log().tornBytes() + " bytes of a write that never finished, left out");
        }
        line(
                out,
                "checkpoint",
                "generation " + report.generation() + ", " + report.checkpointKeys() + " keys up to record "
                        + report.checkpointLsn());
        line(out, "replayed", report.transactions() + " transactions, " + report.operations() + " operations");
        if (!report.rolledBack().isEmpty()) {
            line(out, "rolled back", "transactions " + report.rolledBack());
        }
        line(out, "state", report.keys() + " keys up to record " + report.lsn());
        line(out, "root", report.root() + " (computed, equal to the recorded one)");
        each(out, "rejected", report.rejected());
        each(out, "deleted", report.deleted());
        each(out, "quarantined", report.quarantined());
        each(out, "foreign", report.foreign());
        if (report.checkpointRenewed()) {
            line(out, "renewed", "a new checkpoint was written");
        }
        if (report.damage() != null) {
            line(out, "DAMAGE", report.damage());
        }
        line(
                out,
                "time",
                millis(report.total()) + " ms (loading " + millis(report.loading()) + ", replaying "
                        + millis(report.replaying()) + ")");
        return out.toString();
    }

    private static void line(StringBuilder out, String name, String value) {
        out.append(String.format(Locale.ROOT, "%-12s", name))
                .append(Printable.of(value)) // also what others called their files
                .append('\n');
    }

    private static void each(StringBuilder out, String name, List<String> values) {
        values.forEach(value -> line(out, name, value));
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toNanos() / 1e6);
    }

    static String json(RecoveryReport report) {
        return new JsonObject()
                .put("directory", report.directory())
                .put("storeId", report.storeId().toString())
                .put("readOnly", report.readOnly())
                .put("generation", report.generation())
                .put("checkpointLsn", report.checkpointLsn())
                .put("checkpointKeys", report.checkpointKeys())
                .put("rejected", report.rejected())
                .put("transactions", report.transactions())
                .put("operations", report.operations())
                .put("rolledBack", report.rolledBack())
                .put("lsn", report.lsn())
                .put("root", report.root().toString())
                .put("keys", report.keys())
                .put("deleted", report.deleted())
                .put("quarantined", report.quarantined())
                .put("foreign", report.foreign())
                .put("checkpointRenewed", report.checkpointRenewed())
                .put("damage", report.damage())
                .put("loadingMicros", micros(report.loading()))
                .put("replayingMicros", micros(report.replaying()))
                .put("totalMicros", micros(report.total()))
                .put("log", log(report))
                .toString();
    }

    private static JsonObject log(RecoveryReport report) {
        var log = report.log();
        return new JsonObject()
                .put("cleanShutdown", log.cleanShutdown())
                .put("segments", log.segments())
                .put("frames", log.frames())
                .put("firstLsn", log.firstLsn())
                .put("lastLsn", log.lastLsn())
                .put("unproven", log.unproven())
                .put("tornBytes", log.tornBytes())
                .put("tornDetail", log.tornDetail())
                .put("notes", log.notes())
                .put("quarantined", log.quarantined())
                .put("foreign", log.foreign())
                .put("damage", message(log.damage()))
                .put("micros", micros(log.duration()));
    }

    private static @Nullable String message(@Nullable Throwable damage) {
        return damage == null ? null : damage.getMessage();
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }
}
