// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.snapshot;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.terminal.Lines;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.commit.SnapshotCatalog;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reads all of a snapshot. */
@Command(
        name = "verify",
        description = {
            "Read all of a snapshot and compute its root again from the keys and values in it. Exit code 3 if something is "
                    + "not as it was written."
        },
        footerHeading = "%nExample:%n",
        footer = "  duramen snapshot verify before-upgrade /var/lib/notes")
final class SnapshotVerifyCommand extends SnapshotVerb {
    @Parameters(index = "0", paramLabel = "SNAPSHOT", description = "Its name, or its identity as list shows it.")
    private String snapshot = "";

    @Parameters(index = "1", paramLabel = "DIR", description = "The store; it may be open elsewhere.")
    private Path directory = Path.of("");

    SnapshotVerifyCommand(Streams streams) {
        super(streams);
    }

    @Override
    Path directory() {
        return directory;
    }

    @Override
    int run(SnapshotCatalog snapshots) {
        try (ProgressBar bar = progress()) {
            List<String> problems = snapshots.verify(snapshot, bar);
            bar.clear();
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("directory", directory().toString());
            facts.put("snapshot", snapshot);
            facts.put("ok", problems.isEmpty());
            facts.put("problems", problems);
            Lines lines = new Lines();
            if (problems.isEmpty()) {
                lines.line("snapshot", SnapshotFacts.text(snapshots.find(snapshot)));
                lines.line("root", snapshots.find(snapshot).root() + " (computed from what was read)");
                lines.text(streams().style().good("all is as it was written"));
            }
            problems.forEach(problem -> lines.line(streams().style().bad("PROBLEM"), problem));
            show(facts, lines.toString());
            return problems.isEmpty() ? ExitCode.FINE : ExitCode.DAMAGE;
        }
    }
}
