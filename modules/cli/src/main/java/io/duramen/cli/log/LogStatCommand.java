// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import io.duramen.cli.Streams;
import io.duramen.cli.command.StoreFiles;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.seal.Keyring;
import io.duramen.wal.LogSummary;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Counts what a log holds. */
@Command(
        name = "stat",
        description = {
            "Show a log's segments, numbers, checkpoint and space, and count its records by type, actor and operation. Without "
                    + "a password a sealed log is shown but for what only its records tell."
        },
        footerHeading = "%nExample:%n",
        footer = "  duramen log stat /var/lib/notes")
final class LogStatCommand extends LogVerb {
    @Option(names = "--ask-password", description = "Ask for the password, to count the records of a sealed log.")
    private boolean ask;

    LogStatCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws IOException {
        boolean keyed = ask || opening().isGiven(streams());
        Keyring keyring = keyed ? stores().keyring(storage(), false) : null;
        try (ProgressBar bar = progress();
                OpenLog opened = open(bar, keyring)) {
            LogSummary summary = opened.isReadable() ? LogSummary.of(opened.log(), bar) : null;
            bar.clear();
            Map<String, Long> files = new TreeMap<>();
            StoreFiles.sizes(opened.storage().root()).forEach((name, bytes) -> {
                if (name.startsWith("wal/")) {
                    files.put(name, bytes);
                }
            });
            LogStat stat = new LogStat(opened, summary, files);
            show(stat.facts(), stat.text(streams().style()));
            return opened.warn(streams());
        }
    }
}
