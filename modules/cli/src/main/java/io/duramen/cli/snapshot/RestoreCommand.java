// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.snapshot;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.command.BaseCommand;
import io.duramen.cli.command.KeyOptions;
import io.duramen.cli.command.Stores;
import io.duramen.cli.terminal.Lines;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.cli.terminal.Units;
import io.duramen.commit.RestorePoint;
import io.duramen.commit.RestoreReport;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.seal.Keyring;
import io.duramen.storage.NioStorage;
import io.duramen.wal.WalOptions;
import io.duramen.wal.spi.Anchor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a new store of what another was. */
@Command(
        name = "restore",
        description = {
            "Make a new store of what another was: at a named snapshot, or behind any record its log still holds. The other is "
                    + "only read, without its lock. The new one is sealed if the other is, with a keyring of its own."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen restore --snapshot before-upgrade --to /tmp/old /var/lib/notes",
            "  duramen restore --at-lsn 1200 --to /tmp/old /var/lib/notes"
        })
public final class RestoreCommand extends BaseCommand {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final KeyOptions opening = new KeyOptions();

    @ArgGroup(multiplicity = "1")
    private Moment moment = new Moment();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "NEWDIR",
            description = "Where the new store goes: a directory that does not exist or is empty.")
    private Path target = Path.of("");

    @Option(names = "--unsealed", description = "Make the copy of a sealed store without a password.")
    private boolean unsealed;

    @Parameters(paramLabel = "DIR", description = "The store; it may be open elsewhere.")
    private Path directory = Path.of("");

    /** What to restore to. */
    static final class Moment {
        @Option(
                names = "--snapshot",
                paramLabel = "SNAPSHOT",
                description = "What a snapshot holds: its name, or its identity as snapshot list shows it.")
        private @Nullable String snapshot;

        @Option(names = "--at-lsn", paramLabel = "N", description = "What the store held behind record N.")
        private long lsn = -1;
    }

    /**
     * Makes the verb.
     *
     * @param streams where it reads and writes
     */
    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    public RestoreCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        RestorePoint point = point();
        Stores stores = new Stores(streams(), opening);
        NioStorage source = NioStorage.at(directory);
        NioStorage into = NioStorage.at(target);
        Stores.checkVacant(into);
        try (ProgressBar bar = progress();
                Keyring old = stores.keyring(source, false);
                Keyring own = old == null || unsealed ? null : stores.keyringOfCopy(target)) {
            RestoreReport report = StateStore.restore(source, options(old, bar), point, into, options(own, bar));
            bar.clear();
            show(facts(report, own != null), text(report, own != null));
            return ExitCode.FINE;
        }
    }

    private RestorePoint point() {
        String snapshot = moment.snapshot;
        if (snapshot != null) {
            return RestorePoint.snapshot(snapshot);
        }
        if (moment.lsn < 0) {
            throw new ParameterException(spec.commandLine(), "--at-lsn must be a number from 0, is " + moment.lsn);
        }
        return RestorePoint.lsn(moment.lsn);
    }

    private static StoreOptions options(@Nullable Keyring keyring, ProgressBar bar) {
        return StoreOptions.builder()
                .wal(WalOptions.builder().progress(bar).build())
                .sealing(keyring)
                .anchor(Anchor.none())
                .build();
    }

    private static Map<String, Object> facts(RestoreReport report, boolean sealed) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("source", report.source());
        facts.put("target", report.target());
        facts.put("sealed", sealed);
        facts.put("storeId", report.storeId().toString());
        facts.put("from", report.from());
        facts.put("fromLsn", report.fromLsn());
        facts.put("transactions", report.transactions());
        facts.put("lsn", report.lsn());
        facts.put("root", report.root().toString());
        facts.put("keys", report.keys());
        return facts;
    }

    private String text(RestoreReport report, boolean sealed) {
        Lines lines = new Lines();
        lines.line("restored", report.source());
        lines.line(
                "to",
                report.target()
                        + (sealed ? ", sealed" : ", " + streams().style().odd("not sealed")));
        lines.line(
                "from",
                report.from() + ", record " + report.fromLsn() + ", and "
                        + Units.count(report.transactions(), "transaction") + " behind it");
        lines.line("state", Units.count(report.keys(), "key") + " up to record " + report.lsn());
        lines.line("root", report.root() + " (computed, equal to the recorded one)");
        return lines.toString();
    }
}
