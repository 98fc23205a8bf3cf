// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import io.duramen.bench.result.StateResult;
import java.util.List;
import java.util.TreeSet;

/** The result of stores as one HTML page that needs nothing else: no script, no font, no picture. */
public final class StateHtml {

    private StateHtml() {}

    /**
     * Writes the page.
     *
     * @param result what was measured
     * @return the page
     */
    public static String of(StateResult result) {
        StringBuilder page = new StringBuilder();
        HtmlReport.begin(page, "The store beside its peers");
        HtmlReport.paragraph(page, StateSections.machine(result));
        HtmlReport.paragraph(page, StateSections.how(result));
        HtmlReport.key(page, "peers");
        CommitCell.of(result)
                .forEach(cell ->
                        HtmlReport.durable(page, "Durable commits: " + cell.title(), cell.cell(), cell.table()));
        sizes(page, result);
        StateAims aims = new StateAims(result);
        page.append("<h2>The aims</h2>\n")
                .append(aims.besideOthers().html())
                .append(aims.byItself().html());
        if (!result.goals().isEmpty()) {
            page.append("<details><summary>All figures</summary>\n")
                    .append(GoalFigures.all(result.goals()).html())
                    .append("</details>\n");
        }
        page.append("<h2>Who gives which guarantee</h2>\n")
                .append(StateTables.guarantees(result).html())
                .append("<details><summary>Where that is written</summary>\n")
                .append(StateTables.sources(result).html())
                .append("</details>\n");
        if (!result.counts().isEmpty()) {
            page.append("<h2>Who syncs</h2>\n")
                    .append(StateTables.counts(result).html());
        }
        if (!result.failures().isEmpty()) {
            page.append("<h2>Could not be measured</h2>\n")
                    .append(StateTables.failures(result).html());
        }
        page.append("<h2>Versions</h2>\n").append(StateTables.stores(result).html());
        return page.append("</main></body></html>\n").toString();
    }

    /** Our commits by the size of the store, one key each. */
    private static void sizes(StringBuilder page, StateResult result) {
        List<CommitCell> cells = CommitCell.of(result).stream()
                .filter(cell -> cell.changes() == 1 && cell.cell().ours().isPresent())
                .toList();
        if (cells.stream().map(CommitCell::keys).distinct().count() < 2) {
            return;
        }
        for (int threads : new TreeSet<>(cells.stream().map(CommitCell::threads).toList())) {
            DotPlot dots = new DotPlot("throughput, × floor (one thread's write + force)", "%.2f ×");
            cells.stream()
                    .filter(cell -> cell.threads() == threads)
                    .forEach(cell -> cell.cell()
                            .ours()
                            .ifPresent(row -> dots.add(
                                    Table.count((double) cell.keys()) + " keys", "ours", row.ratio(), row.ratios())));
            page.append("<h2>Duramen by the size of the store, ")
                    .append(threads == 1 ? "1 thread" : threads + " threads")
                    .append("</h2>\n")
                    .append(dots.svg());
        }
    }
}
