// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import io.duramen.bench.result.Result;
import java.util.List;

/** The tables that every form of the report shows. */
final class Tables {

    private Tables() {}

    static Table durable(DurableCell cell) {
        Table table =
                new Table("log", "appends/s", "× floor (95 %)", "p50 µs", "p99 µs", "p99.9 µs", "Duramen is", "syncs");
        for (DurableRow row : cell.rows()) {
            table.add(
                    row.subject().title() + (row.durable() ? "" : " — NOT DURABLE"),
                    Table.count(row.rate()),
                    row.ratio().text(2),
                    Table.count(row.micros(50.0)),
                    Table.count(row.micros(99.0)),
                    Table.count(row.micros(99.9)),
                    cell.verdict(row),
                    row.syncs());
        }
        return table;
    }

    static Table buffered(List<TimedRow> rows) {
        Table table = new Table("log", "appends/s, drained (95 %)", "appends/s before the drain");
        rows.forEach(row -> table.add(row.subject().title(), row.value().text(0), Table.count(row.second())));
        return table;
    }

    static Table replay(List<TimedRow> rows) {
        Table table = new Table("log", "ms (95 %)", "of them to open", "checksums verified");
        rows.forEach(
                row -> table.add(row.subject().title(), row.value().text(0), Table.count(row.second()), row.remark()));
        return table;
    }

    static Table open(List<TimedRow> rows) {
        Table table = new Table(
                "log", "ms to the first durable append (95 %)", "of them to open", "acknowledged records lost");
        rows.forEach(
                row -> table.add(row.subject().title(), row.value().text(0), Table.count(row.second()), row.remark()));
        return table;
    }

    static Table counts(Result result) {
        Table table = new Table("log", "200 appends, one thread", "calls");
        result.counts()
                .forEach(count -> table.add(result.subject(count.subject()).title(), count.label(), count.calls()));
        return table;
    }

    static Table subjects(Result result) {
        Table table = new Table("log", "kind", "version", "name here");
        result.subjects()
                .forEach(subject -> table.add(
                        subject.title(),
                        subject.kind().toString().toLowerCase(java.util.Locale.ROOT),
                        subject.version(),
                        subject.name()));
        return table;
    }

    static Table failures(Result result) {
        Table table = new Table("log", "work", "what it said");
        result.failures()
                .forEach(failure ->
                        table.add(result.subject(failure.subject()).title(), failure.work(), failure.reason()));
        return table;
    }
}
