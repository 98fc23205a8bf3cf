// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.CommandException;
import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.terminal.Lines;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.cli.terminal.Units;
import io.duramen.commit.ReadableStore;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.commit.VerificationReport;
import io.duramen.commit.merkle.Root;
import io.duramen.crypto.KeyUse;
import io.duramen.seal.Keyring;
import io.duramen.storage.NioStorage;
import io.duramen.wal.WalOptions;
import io.duramen.wal.spi.Anchor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks everything a store holds. */
@Command(
        name = "verify",
        description = {
            "Check everything: manifests, checkpoints, every record of the log with its seal and root, and the root once "
                    + "more from the keys and values alone. Changes nothing and takes no lock."
        },
        footerHeading = "%nExample:%n",
        footer = "  duramen verify /var/lib/notes")
final class VerifyCommand extends BaseCommand {
    @Mixin
    private final KeyOptions opening = new KeyOptions();

    @Option(
            names = "--anchor",
            paramLabel = "FILE",
            description = "Check, too, that the store is not older than its anchor in this file.")
    private @Nullable Path anchor;

    @Option(
            names = "--keys",
            description = "Show, too, the age and state of each key epoch and what on the disk needs its key.")
    private boolean keys;

    @Parameters(paramLabel = "DIR", description = "The store; it may be open elsewhere.")
    private Path directory = Path.of("");

    VerifyCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        try (Opened<ReadableStore> opened = new Stores(streams(), opening)
                        .openReadOnly(directory, Anchors.options(anchor).build());
                ProgressBar bar = progress()) {
            ReadableStore store = opened.store();
            VerificationReport report = store.verify(bar);
            Root recomputed = RecordRoot.of(store);
            bar.clear();
            List<String> problems = new ArrayList<>(report.problems());
            String damage = store.recoveryReport().damage();
            if (damage != null && problems.stream().noneMatch(damage::equals)) {
                problems.add(0, damage);
            }
            if (!recomputed.equals(store.root())) {
                problems.add("the records give the root " + recomputed + ", recorded is " + store.root());
            }
            KeyFacts shown = keys ? keys(opened.keyring()) : null;
            Map<String, Object> facts = facts(store, report, problems);
            if (shown != null) {
                facts.put("keyEpochs", shown.facts());
                facts.put("unknownKeys", shown.unknown());
                facts.put("olderDataKeys", shown.older());
            }
            show(facts, text(store, report, problems, shown));
            return problems.isEmpty() ? ExitCode.FINE : ExitCode.DAMAGE;
        }
    }

    private KeyFacts keys(@Nullable Keyring keyring) {
        if (keyring == null) {
            throw CommandException.failed(
                    "NOT_SEALED",
                    "the store in " + directory + " is not sealed: it has no keys",
                    Map.of("directory", directory.toString()),
                    "leave out --keys");
        }
        KeyUse use = StateStore.keyUse(
                NioStorage.at(directory),
                StoreOptions.builder()
                        .wal(WalOptions.builder()
                                .sealing(keyring)
                                .anchor(Anchor.none())
                                .build())
                        .anchor(Anchor.none())
                        .build());
        return new KeyFacts(keyring.epochs().orElseThrow().all(), use, Instant.now());
    }

    private static Map<String, Object> facts(ReadableStore store, VerificationReport report, List<String> problems) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("directory", store.recoveryReport().directory());
        facts.put("ok", problems.isEmpty());
        facts.put("manifests", report.manifests());
        facts.put("checkpoints", report.checkpoints());
        facts.put("transactions", report.transactions());
        facts.put("keys", store.size());
        facts.put("lsn", store.lsn());
        facts.put("root", store.root().toString());
        facts.put("problems", problems);
        return facts;
    }

    private String text(
            ReadableStore store, VerificationReport report, List<String> problems, @Nullable KeyFacts shown) {
        Lines lines = new Lines();
        lines.line("store", store.recoveryReport().directory());
        lines.line("manifests", report.manifests() + " as written");
        lines.line("checkpoints", report.checkpoints() + " as written");
        lines.line("log", Units.count(report.transactions(), "transaction") + ", the root of each computed again");
        lines.line("state", Units.count(store.size(), "key") + " up to record " + store.lsn());
        lines.line("root", store.root() + " (computed once more from the keys and values alone)");
        if (shown != null) {
            shown.text(lines);
        }
        problems.forEach(problem -> lines.line(streams().style().bad("PROBLEM"), problem));
        lines.text(
                problems.isEmpty()
                        ? streams().style().good("all is as it was written")
                        : streams().style().bad(Units.count(problems.size(), "problem")) + "; what can be verified can"
                                + " still be read with: duramen get KEY DIR");
        return lines.toString();
    }
}
