// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.snapshot;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.terminal.Lines;
import io.duramen.commit.SnapshotCatalog;
import io.duramen.commit.SnapshotInfo;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the snapshots of a store. */
@Command(
        name = "list",
        description = "List the snapshots of a store, the oldest first. Exit code 3 if one of them is damaged.",
        footerHeading = "%nExample:%n",
        footer = "  duramen snapshot list /var/lib/notes")
final class SnapshotListCommand extends SnapshotVerb {
    @Parameters(index = "0", paramLabel = "DIR", description = "The store; it may be open elsewhere.")
    private Path directory = Path.of("");

    SnapshotListCommand(Streams streams) {
        super(streams);
    }

    @Override
    Path directory() {
        return directory;
    }

    @Override
    int run(SnapshotCatalog snapshots) {
        List<SnapshotInfo> found = snapshots.list();
        List<String> problems = snapshots.problems();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("directory", directory().toString());
        facts.put("snapshots", found.stream().map(SnapshotFacts::of).toList());
        facts.put("problems", problems);
        Lines lines = new Lines();
        found.forEach(snapshot -> lines.line(snapshot.id(), SnapshotFacts.text(snapshot)));
        problems.forEach(problem -> lines.line(streams().style().bad("PROBLEM"), problem));
        show(facts, found.isEmpty() && problems.isEmpty() ? "  there is none\n" : lines.toString());
        return problems.isEmpty() ? ExitCode.FINE : ExitCode.DAMAGE;
    }
}
