// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.audit;

import io.duramen.audit.AuditEntry;
import io.duramen.audit.AuditFinding;
import io.duramen.audit.AuditVerification;
import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.terminal.Json;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.seal.Keyring;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the entries of a trail, verified on the way. */
@Command(
        name = "show",
        description = {
            "Write a trail's entries, one a line: number, time, type, outcome, actor and facts. Each is verified first; those "
                    + "before the first that is not as it was written are shown, with exit code 3."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen audit show --actor bob --from-time 2026-01-02 /var/lib/trail",
            "  duramen audit show --ndjson /var/lib/trail | jq -r .type"
        })
final class AuditShowCommand extends AuditVerb {
    @Mixin
    private final WantedEntries wanted = new WantedEntries();

    @Option(names = "--ndjson", description = "Write one JSON object a line instead of one for all.")
    private boolean ndjson;

    AuditShowCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        boolean whole = json() && !ndjson;
        try (ProgressBar bar = progress();
                Keyring keyring = keyring()) {
            Output out = new Output(streams().out());
            if (whole) {
                out.add("{\"trail\":" + Json.text(storage().describe("")) + ",\"entries\":[");
            }
            AuditVerification found = verifier(bar, keyring).verify(entry -> {
                if (wanted.matches(entry)) {
                    out.add(whole ? out.separator() + entry.toJson() : line(entry) + "\n");
                }
            });
            bar.clear();
            if (whole) {
                AuditFinding finding = found.finding();
                out.add("],\"count\":" + out.count() + ",\"finding\":"
                        + (finding == null ? "null" : Json.text(finding.facts())) + "}\n");
            }
            out.flush();
            return warned(found);
        }
    }

    private String line(AuditEntry entry) {
        return ndjson ? entry.toJson() : entry.toText();
    }

    private int warned(AuditVerification found) {
        AuditFinding finding = found.finding();
        if (finding == null) {
            return ExitCode.FINE;
        }
        streams()
                .err()
                .println(streams().style().bad("broken: ") + finding
                        + "\n  what is shown is what comes before it; see: duramen audit verify " + found.directory());
        return ExitCode.DAMAGE;
    }

    /** Writes many lines in few writes. */
    private static final class Output {
        private static final int BATCH = 1 << 16;

        private final PrintStream out;
        private final StringBuilder waiting = new StringBuilder(BATCH);
        private long count;

        Output(PrintStream out) {
            this.out = out;
        }

        String separator() {
            return count++ == 0 ? "" : ",";
        }

        long count() {
            return count;
        }

        void add(String text) {
            waiting.append(text);
            if (waiting.length() >= BATCH) {
                flush();
            }
        }

        void flush() {
            out.append(waiting);
            out.flush();
            waiting.setLength(0);
        }
    }
}
