// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import io.duramen.bench.result.Result;

/** The result as Markdown. */
public final class MarkdownReport {

    private MarkdownReport() {}

    /**
     * Writes the report.
     *
     * @param result what was measured
     * @return the text
     */
    public static String of(Result result) {
        StringBuilder text = new StringBuilder();
        text.append("# The log beside its peers\n\n");
        text.append(Sections.machine(result))
                .append("\n\n")
                .append(Sections.how(result))
                .append("\n\n");
        tables(text, result);
        return text.toString();
    }

    /** All tables there are figures for, each under its heading. */
    static void tables(StringBuilder text, Result result) {
        for (DurableCell cell : DurableCell.of(result)) {
            text.append("## Durable appends: ").append(cell.title()).append("\n\n");
            text.append(Tables.durable(cell).markdown());
        }
        for (String place : new String[] {"disk", "tmpfs"}) {
            if (result.buffered().stream().anyMatch(round -> round.place().equals(place))) {
                text.append("## Buffered appends on ").append(place).append(": 1 thread, 256 B\n\n");
                text.append(Tables.buffered(TimedRow.buffered(result, place)).markdown());
            }
        }
        if (!result.replay().isEmpty()) {
            text.append("## Replay in a fresh JVM\n\n");
            text.append(Tables.replay(TimedRow.replay(result)).markdown());
        }
        if (!result.open().isEmpty()) {
            text.append("## Opening after the writer was killed\n\n");
            text.append(Tables.open(TimedRow.open(result)).markdown());
        }
        if (!result.goals().isEmpty()) {
            text.append("## By itself\n\n")
                    .append(GoalFigures.all(result.goals()).markdown());
        }
        if (!result.counts().isEmpty()) {
            text.append("## Who syncs\n\n").append(Tables.counts(result).markdown());
        }
        if (!result.failures().isEmpty()) {
            text.append("## Could not be measured\n\n");
            text.append(Tables.failures(result).markdown());
        }
    }
}
