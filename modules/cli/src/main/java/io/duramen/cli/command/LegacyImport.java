// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.CommandException;
import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.terminal.Lines;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.cli.terminal.Quoted;
import io.duramen.cli.terminal.Units;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.legacy.ImportDamage;
import io.duramen.legacy.ImportFindings;
import io.duramen.legacy.StoreImport;
import io.duramen.legacy.StoreImportReport;
import io.duramen.seal.SealedExport;
import io.duramen.wal.WalOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Imports a predecessor's directory, or only says what is in it. */
final class LegacyImport {

    /** Values may be as large as a record can be. */
    static final StoreOptions OPTIONS = StoreOptions.builder()
            .wal(WalOptions.builder()
                    .maxRecordBytes(WalOptions.MAX_RECORD_BYTES - (64 << 10))
                    .build())
            .build();

    private static final String CLEAR =
            "the source is encrypted and this store is not: what was secret will lie in it in clear; "
                    + "--create without --unsealed makes a sealed one";

    private final Streams streams;
    private final LegacyOptions options;
    private final boolean json;

    LegacyImport(Streams streams, LegacyOptions options, boolean json) {
        this.streams = streams;
        this.options = options;
        this.json = json;
    }

    /** Runs it; a store is opened only once the source was found to be good. */
    int run(Path source, String format, @Nullable Supplier<Opened<StateStore>> store) throws IOException {
        if (!Files.isDirectory(source) && !Files.isRegularFile(source)) {
            throw CommandException.failed(
                    "IMPORT_SOURCE",
                    "there is no directory or file " + source,
                    Map.of("directory", source.toString(), "expected", "a predecessor's directory", "found", "none"),
                    "check the path");
        }
        try (ProgressBar bar = new ProgressBar(streams.err(), streams.isTerminal(), streams.nanoTime(), Units::count);
                SealedExport sealed = options.sealed(source, streams)) {
            StoreImport wanted = options.of(source, sealed, format, streams).progress(bar);
            try (ImportFindings found = wanted.examine()) {
                bar.clear();
                tell(source, found);
                if (options.isDryRun() || store == null) {
                    return refusal(found) == null ? ExitCode.FINE : ExitCode.DAMAGE;
                }
                wanted.check(found);
                run(wanted, found, found.isEncrypted() || sealed != null, store, bar);
            }
            return ExitCode.FINE;
        }
    }

    private void run(
            StoreImport wanted,
            ImportFindings found,
            boolean encrypted,
            Supplier<Opened<StateStore>> store,
            ProgressBar bar) {
        try (Opened<StateStore> opened = store.get()) {
            if (encrypted && opened.keyring() == null) {
                streams.err().println(streams.style().odd("warning: ") + CLEAR);
            }
            StoreImportReport report = wanted.into(opened.store(), found);
            bar.clear();
            tell(report, opened.store());
        }
    }

    private @Nullable String refusal(ImportFindings found) {
        return options.isStrict() ? found.strictRefusal() : found.refusal();
    }

    private void tell(Path source, ImportFindings found) throws IOException {
        if (json) {
            found.writeJson(streams.out());
            streams.out().println();
            return;
        }
        Lines lines = new Lines();
        lines.line("source", source.toAbsolutePath());
        lines.line("format", found.format() + ", of " + found.system());
        lines.line("found", found.summary());
        for (ImportDamage each : found.damage()) {
            lines.line(streams.style().odd("skipped"), place(each));
        }
        String refusal = refusal(found);
        if (refusal != null) {
            lines.line(streams.style().bad("REFUSED"), refusal);
        }
        streams.out().print(lines);
    }

    private static String place(ImportDamage damage) {
        String detail = damage.detail();
        return Quoted.name(damage.file())
                + (damage.line() > 0 ? ", line " + damage.line() : "")
                + (damage.offset() >= 0 ? ", byte " + damage.offset() : "")
                + ": " + damage.reason()
                + (detail == null ? "" : " (" + Quoted.text(detail) + ")");
    }

    private void tell(StoreImportReport report, StateStore store) {
        String text = "imported " + Units.count(report.put(), "key") + ", all durable, "
                + Units.count(report.unchanged()) + " there already, " + Units.count(report.deleted()) + " deleted\n"
                + "the store has " + Units.count(store.size(), "key") + ", root " + store.root() + "\n";
        (json ? streams.err() : streams.out()).print(text);
    }
}
