// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import io.duramen.bench.result.StateResult;

/** The result of stores as Markdown. */
public final class StateMarkdown {

    private StateMarkdown() {}

    /**
     * Writes the report.
     *
     * @param result what was measured
     * @return the text
     */
    public static String of(StateResult result) {
        StringBuilder text = new StringBuilder();
        text.append("# The store beside its peers\n\n");
        text.append(StateSections.machine(result))
                .append("\n\n")
                .append(StateSections.how(result))
                .append("\n\n");
        tables(text, result);
        return text.toString();
    }

    /** All tables there are figures for, each under its heading. */
    static void tables(StringBuilder text, StateResult result) {
        for (CommitCell cell : CommitCell.of(result)) {
            text.append("## Durable commits: ").append(cell.title()).append("\n\n");
            text.append(cell.table().markdown());
        }
        if (!result.goals().isEmpty()) {
            text.append("## By itself\n\n")
                    .append(GoalFigures.all(result.goals()).markdown());
        }
        if (!result.counts().isEmpty()) {
            text.append("## Who syncs\n\n").append(StateTables.counts(result).markdown());
        }
        if (!result.failures().isEmpty()) {
            text.append("## Could not be measured\n\n");
            text.append(StateTables.failures(result).markdown());
        }
    }
}
