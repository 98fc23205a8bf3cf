// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench;

import io.duramen.bench.report.HtmlReport;
import io.duramen.bench.report.MarkdownReport;
import io.duramen.bench.report.PerformancePage;
import io.duramen.bench.result.Machine;
import io.duramen.bench.result.Result;
import io.duramen.bench.result.ResultFile;
import io.duramen.bench.result.Settings;
import io.duramen.bench.result.StateResult;
import io.duramen.bench.result.SubjectEntry;
import io.duramen.bench.run.Bench;
import io.duramen.bench.store.StoreSubject;
import io.duramen.bench.store.StoreSubjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;

/** The command: runs measurements, keeps them as JSON, and writes what people read. */
public final class Main {

    private Main() {}

    /**
     * Runs the command and ends the JVM: 0 for done, 1 for failed, 2 for a wrong command line.
     *
     * @param args see {@link Options#HELP}
     */
    public static void main(String... args) {
        List<String> words = List.of(args);
        if (words.isEmpty() || words.contains("--help") || words.contains("help")) {
            System.out.print(Options.HELP);
            return;
        }
        try {
            run(Options.parse(args));
        } catch (UsageException e) {
            System.err.println(e.getMessage() + "; see: --help");
            System.exit(2);
        } catch (IOException | BenchException e) {
            System.err.println(e);
            System.exit(1);
        }
    }

    private static void run(Options options) throws IOException {
        switch (options.command()) {
            case "list" -> list();
            case "report" -> report(options);
            case "page" -> page(options);
            case "store", "store-count", "store-recovery", "store-goals", "store-all" -> StoreMain.measure(options);
            case "seal" -> SealMain.measure(options);
            case "peers", "floors", "buffered", "replay", "open", "count", "goals", "all" -> measure(options);
            default -> throw new UsageException("there is no command " + options.command());
        }
    }

    private static void list() {
        for (Subject subject : Subjects.all()) {
            System.out.printf(
                    "%-10s %-22s %-10s %s%n", subject.kind(), subject.name(), subject.version(), subject.title());
        }
        System.out.println("stores:");
        for (StoreSubject store : StoreSubjects.all()) {
            System.out.printf("%-10s %-22s %-10s %s%n", store.kind(), store.name(), store.version(), store.title());
        }
    }

    private static void measure(Options options) throws IOException {
        Files.createDirectories(options.directory());
        Files.createDirectories(options.out());
        List<Subject> subjects = Subjects.all().stream().filter(options::wants).toList();
        Result result = Result.empty(
                LocalDate.now(ZoneOffset.UTC).toString(),
                Machine.here(options.directory()),
                new Settings(options.rounds(), options.warmupSeconds(), options.seconds(), options.records()));
        subjects.forEach(subject -> result.subjects().add(SubjectEntry.of(subject)));
        Path file = options.out().resolve("result.json");
        Result earlier = Files.exists(file) ? ResultFile.read(file, Result.class) : null;
        Supplier<Result> all = () -> earlier == null ? result : result.over(earlier);
        // a run of hours that is broken off must not have been for nothing
        try (Bench bench = new Bench(options, result, () -> ResultFile.write(file, all.get()))) {
            bench.run(subjects);
        }
        ResultFile.write(file, all.get());
        report(all.get(), options.out());
        System.out.println();
        System.out.print(MarkdownReport.of(all.get()));
    }

    private static void report(Result result, Path out) throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("result.md"), MarkdownReport.of(result));
        Files.writeString(out.resolve("result.html"), HtmlReport.of(result));
    }

    private static void report(Options options) throws IOException {
        Path file = operand(options);
        if (ResultFile.isOfSealing(file)) {
            System.out.print(SealMain.page(file));
        } else if (ResultFile.isOfStores(file)) {
            StoreMain.report(ResultFile.read(file, StateResult.class), options.out());
        } else {
            report(ResultFile.read(file, Result.class), options.out());
        }
    }

    private static void page(Options options) throws IOException {
        Path file = operand(options);
        if (ResultFile.isOfSealing(file)) {
            Files.writeString(to(options, "performance-seal.md"), SealMain.page(file));
        } else if (ResultFile.isOfStores(file)) {
            Files.writeString(to(options, "performance-state.md"), StoreMain.page(file, options));
        } else {
            Files.writeString(to(options, "performance.md"), PerformancePage.of(ResultFile.read(file, Result.class)));
        }
    }

    private static Path to(Options options, String page) {
        return options.operands().size() > 1 ? Path.of(options.operands().get(1)) : Path.of("docs", page);
    }

    private static Path operand(Options options) {
        if (options.operands().isEmpty()) {
            throw new UsageException(options.command() + " needs a result.json");
        }
        return Path.of(options.operands().get(0));
    }
}
