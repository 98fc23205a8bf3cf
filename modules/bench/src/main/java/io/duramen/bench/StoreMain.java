// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench;

import io.duramen.bench.report.StateHtml;
import io.duramen.bench.report.StateMarkdown;
import io.duramen.bench.report.StatePage;
import io.duramen.bench.result.Machine;
import io.duramen.bench.result.ResultFile;
import io.duramen.bench.result.Settings;
import io.duramen.bench.result.StateResult;
import io.duramen.bench.result.StoreEntry;
import io.duramen.bench.run.StoreBench;
import io.duramen.bench.store.StoreSubject;
import io.duramen.bench.store.StoreSubjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;

/** The part of the command that measures stores. */
final class StoreMain {

    private StoreMain() {}

    static void measure(Options options) throws IOException {
        Files.createDirectories(options.directory());
        Files.createDirectories(options.out());
        List<StoreSubject> stores =
                StoreSubjects.all().stream().filter(options::wants).toList();
        StateResult result = StateResult.empty(
                LocalDate.now(ZoneOffset.UTC).toString(),
                Machine.here(options.directory()),
                new Settings(options.rounds(), options.warmupSeconds(), options.seconds(), options.records()));
        stores.forEach(store -> result.stores().add(StoreEntry.of(store)));
        Path file = options.out().resolve("state.json");
        StateResult earlier = Files.exists(file) ? ResultFile.read(file, StateResult.class) : null;
        Supplier<StateResult> all = () -> earlier == null ? result : result.over(earlier);
        // a run that is broken off must not have been for nothing
        try (StoreBench bench = new StoreBench(options, result, () -> ResultFile.write(file, all.get()))) {
            bench.run(stores);
        }
        ResultFile.write(file, all.get());
        report(all.get(), options.out());
        System.out.println();
        System.out.print(StateMarkdown.of(all.get()));
    }

    static String page(Path file, Options options) {
        return StatePage.of(
                ResultFile.read(file, StateResult.class),
                options.before().isEmpty() ? null : ResultFile.read(Path.of(options.before()), StateResult.class));
    }

    static void report(StateResult result, Path out) throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("state.md"), StateMarkdown.of(result));
        Files.writeString(out.resolve("state.html"), StateHtml.of(result));
    }
}
