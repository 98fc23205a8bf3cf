// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import io.duramen.bench.Kind;
import io.duramen.bench.result.GuaranteeEntry;
import io.duramen.bench.result.StateResult;
import io.duramen.bench.result.StoreEntry;
import io.duramen.bench.store.Answer;
import io.duramen.bench.store.Guarantee;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tables about stores that are the same in every form of the report. */
final class StateTables {

    private StateTables() {}

    /** Who gives which guarantee: a row a guarantee, a column a store. */
    static Table guarantees(StateResult result) {
        List<StoreEntry> stores = shown(result);
        List<String> heads = new ArrayList<>(List.of("guarantee"));
        stores.forEach(store -> heads.add(store.title()));
        Table table = new Table(heads.toArray(new String[0]));
        for (Guarantee guarantee : Guarantee.values()) {
            List<String> cells = new ArrayList<>(List.of(guarantee.title()));
            stores.forEach(store -> cells.add(word(answer(store, guarantee))));
            table.add(cells.toArray(new String[0]));
        }
        List<String> synced = new ArrayList<>(List.of("durable when acknowledged, counted"));
        stores.forEach(store -> synced.add(result.counts().stream()
                .filter(count -> count.subject().equals(store.name()))
                .findFirst()
                .map(count -> count.covered() == count.appends() ? "yes" : "no")
                .orElse("not counted")));
        return table.add(synced.toArray(new String[0]));
    }

    /** By what each gives a guarantee or what it lacks, and where that is written. */
    static Table sources(StateResult result) {
        Table table = new Table("store", "guarantee", "", "by what, or what is missing", "written in");
        for (StoreEntry store : shown(result)) {
            for (GuaranteeEntry entry : store.guarantees()) {
                Answer answer = entry.answer();
                table.add(store.title(), entry.guarantee().title(), word(answer), answer.how(), code(answer.source()));
            }
        }
        return table;
    }

    /** Ours once: its modes promise the same but for what the sources say. */
    private static List<StoreEntry> shown(StateResult result) {
        return result.stores().stream()
                .filter(store -> store.kind() == Kind.PEER || store.name().equals("duramen"))
                .toList();
    }

    private static Answer answer(StoreEntry store, Guarantee guarantee) {
        return store.guarantees().stream()
                .filter(entry -> entry.guarantee() == guarantee)
                .map(GuaranteeEntry::answer)
                .findFirst()
                .orElse(Answer.unknown(""));
    }

    private static String word(Answer answer) {
        return answer.extent() == Answer.Extent.UNKNOWN
                ? "not said"
                : answer.extent().toString().toLowerCase(Locale.ROOT);
    }

    private static String code(String source) {
        return source.startsWith("http") ? "<" + source + ">" : source;
    }

    static Table counts(StateResult result) {
        Table table = new Table("store", "200 commits, one thread", "calls");
        result.counts()
                .forEach(count -> table.add(result.store(count.subject()).title(), count.label(), count.calls()));
        return table;
    }

    static Table failures(StateResult result) {
        Table table = new Table("store", "work", "what it said");
        result.failures()
                .forEach(failure ->
                        table.add(result.store(failure.subject()).title(), failure.work(), failure.reason()));
        return table;
    }

    static Table stores(StateResult result) {
        Table table = new Table("store", "kind", "version", "name here");
        result.stores()
                .forEach(store -> table.add(
                        store.title(),
                        store.kind().toString().toLowerCase(Locale.ROOT),
                        store.version(),
                        store.name()));
        return table;
    }
}
