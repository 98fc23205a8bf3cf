// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.audit;

import io.duramen.audit.AuditFinding;
import io.duramen.audit.AuditHead;
import io.duramen.audit.AuditVerification;
import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.terminal.Lines;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.cli.terminal.Style;
import io.duramen.cli.terminal.Units;
import io.duramen.seal.Keyring;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Verifies a trail. */
@Command(
        name = "verify",
        description = {
            "Verify every entry of an audit trail: its digest, that it continues the one before, and the log below. Exit code "
                    + "3 at the first that is not as it was written. That the newest entries were not cut off is only shown "
                    + "with a head that was kept elsewhere."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen audit verify /var/lib/trail",
            "  duramen audit verify --expect-head \"$(cat head)\" /var/lib/trail"
        })
final class AuditVerifyCommand extends AuditVerb {
    @Option(
            names = "--expect-head",
            paramLabel = "HEX",
            description = "The head that an earlier verify showed: the trail must lead to it, and may go on behind it.")
    private @Nullable String expected;

    AuditVerifyCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        AuditHead head = head();
        try (ProgressBar bar = progress();
                Keyring keyring = keyring()) {
            AuditVerification found = verifier(bar, keyring).expecting(head).verify();
            bar.clear();
            show(facts(found), text(found));
            return found.ok() ? ExitCode.FINE : ExitCode.DAMAGE;
        }
    }

    private @Nullable AuditHead head() {
        try {
            return expected == null ? null : AuditHead.parse(expected.strip());
        } catch (IllegalArgumentException e) {
            throw usage("--expect-head: " + e.getMessage());
        }
    }

    private Map<String, Object> facts(AuditVerification found) {
        AuditFinding finding = found.finding();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("trail", found.directory());
        facts.put("id", found.id().toString());
        facts.put("ok", found.ok());
        facts.put("entries", found.entries());
        facts.put("head", found.head().toString());
        facts.put("headExpected", expected != null);
        facts.put("cleanShutdown", found.cleanShutdown());
        facts.put("tornBytes", found.tornBytes());
        facts.put("notes", found.notes());
        facts.put("finding", finding == null ? null : finding.facts());
        return facts;
    }

    private String text(AuditVerification found) {
        Style style = streams().style();
        Lines lines = new Lines();
        lines.line("trail", found.directory());
        lines.line("id", found.id());
        lines.line("entries", found.entries());
        lines.line("head", found.head());
        lines.line("end", end(found));
        found.notes().forEach(note -> lines.line("note", note));
        AuditFinding finding = found.finding();
        if (finding == null) {
            if (expected == null) {
                lines.line("newest entries", "whether any were cut off stays unknown without --expect-head");
            }
            return lines.text(style.good("every entry is as it was written")).toString();
        }
        lines.line(style.bad("BROKEN"), finding.kind().words());
        lines.line("entry", finding.sequence());
        lines.line("expected", finding.expected());
        lines.line("found", finding.found());
        return lines.text(style.bad("not as it was written")
                        + "; keep the directory as evidence, and go on in a new trail")
                .toString();
    }

    private static String end(AuditVerification found) {
        if (found.tornBytes() > 0) {
            return "a write that never finished, " + Units.bytes(found.tornBytes())
                    + ": normal after a crash, nothing in it was acknowledged";
        }
        return found.cleanShutdown() ? "closed in order" : "open elsewhere, or left by a crash";
    }
}
