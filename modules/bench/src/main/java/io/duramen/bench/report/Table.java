// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Cells of text, to be written as Markdown or HTML. The first column is words, the others are numbers unless they say so. */
final class Table {
    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heads) {
        this.heads = List.of(heads);
    }

    Table add(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    List<List<String>> rows() {
        return rows;
    }

    static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        line(text, heads);
        text.append("|---".repeat(heads.size())).append("|\n");
        rows.forEach(row -> line(text, row));
        return text.append('\n').toString();
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    String html() {
        StringBuilder text = new StringBuilder("<div class=\"scroll\"><table><thead><tr>");
        heads.forEach(head -> text.append("<th>").append(Html.text(head)).append("</th>"));
        text.append("</tr></thead><tbody>\n");
        for (List<String> row : rows) {
            text.append(row.get(0).startsWith("Duramen") ? "<tr class=\"ours\">" : "<tr>");
            row.forEach(cell -> text.append("<td>").append(Html.text(cell)).append("</td>"));
            text.append("</tr>\n");
        }
        return text.append("</tbody></table></div>\n").toString();
    }
}
