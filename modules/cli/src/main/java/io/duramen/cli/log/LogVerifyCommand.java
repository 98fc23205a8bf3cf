// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import io.duramen.base.Printable;
import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.terminal.Lines;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.cli.terminal.Style;
import io.duramen.cli.terminal.Units;
import io.duramen.seal.Keyring;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.ReadableLog;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Verifies every frame of a log. */
@Command(
        name = "verify",
        description = {
            "Verify every frame of a log: checksums, order, the chain from segment to segment, and the seals. Exit code 3 if "
                    + "something is not as it was written. Without a password a sealed log is verified but for its seals."
        },
        footerHeading = "%nExample:%n",
        footer = "  duramen log verify /var/lib/notes")
final class LogVerifyCommand extends LogVerb {
    @Option(names = "--ask-password", description = "Ask for the password, to verify the seals as well.")
    private boolean ask;

    LogVerifyCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        boolean keyed = ask || opening().isGiven(streams());
        Keyring keyring = keyed ? stores().keyring(storage(), false) : null;
        try (ProgressBar bar = progress();
                OpenLog opened = open(bar, keyring)) {
            show(facts(opened), text(opened));
            return opened.log().recovery().damage() == null ? ExitCode.FINE : ExitCode.DAMAGE;
        }
    }

    private static Map<String, Object> facts(OpenLog opened) {
        ReadableLog log = opened.log();
        LogRecovery recovery = log.recovery();
        CorruptLogException damage = recovery.damage();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("log", opened.storage().describe(""));
        facts.put("logId", log.logId().toString());
        facts.put("ok", damage == null);
        facts.put("sealsVerified", opened.isReadable());
        facts.put("segments", LogFacts.of(log.segments()));
        facts.put("frames", recovery.frames());
        facts.put("firstLsn", log.firstLsn());
        facts.put("lastLsn", log.durableLsn());
        facts.put("cleanShutdown", recovery.cleanShutdown());
        facts.put("tornBytes", recovery.tornBytes());
        facts.put("notes", recovery.notes());
        facts.put("foreign", recovery.foreign());
        facts.put("damage", damage == null ? null : LogFacts.of(damage));
        return facts;
    }

    private String text(OpenLog opened) {
        ReadableLog log = opened.log();
        LogRecovery recovery = log.recovery();
        CorruptLogException damage = recovery.damage();
        Style style = streams().style();
        Lines lines = new Lines();
        lines.line("log", opened.storage().describe(""));
        lines.line("id", log.logId());
        lines.line("segments", Units.count(log.segments().size()) + ", " + Units.count(recovery.frames(), "frame"));
        lines.line("records", LogFacts.range(log.firstLsn(), log.durableLsn()));
        lines.line("end", end(recovery));
        if (!opened.isReadable()) {
            lines.line(
                    "seals",
                    style.odd("not verified")
                            + ": whether somebody altered the log on purpose stays unknown without --password-file or"
                            + " --ask-password");
        }
        recovery.notes().forEach(note -> lines.line("note", note));
        recovery.foreign().forEach(name -> lines.line("not the log's", Printable.of(name)));
        if (damage == null) {
            return lines.text(style.good("every frame is as it was written")).toString();
        }
        damage(lines, damage, log);
        return lines.text(style.bad("damaged")
                        + "; restore the log from a backup, or copy what is intact with: duramen log"
                        + " salvage --out NEWDIR " + opened.storage().describe(""))
                .toString();
    }

    private static String end(LogRecovery recovery) {
        if (recovery.damage() != null) {
            return "unknown, because of the damage";
        }
        if (recovery.tornBytes() > 0) {
            return "a write that never finished, " + Units.bytes(recovery.tornBytes())
                    + ": normal after a crash, nothing in it was acknowledged";
        }
        return recovery.cleanShutdown() ? "closed in order" : "open elsewhere, or left by a crash";
    }

    private void damage(Lines lines, CorruptLogException damage, ReadableLog log) {
        lines.line(streams().style().bad("DAMAGE"), damage.file());
        if (damage.offset() >= 0) {
            lines.line("at", "byte " + damage.offset());
        }
        lines.line("record", damage.lsn());
        for (String name : new String[] {"expected", "found"}) {
            Object value = damage.details().get(name);
            if (value != null) {
                lines.line(name, value);
            }
        }
        Object evidence = damage.details().get("evidence");
        if (evidence != null) {
            lines.line("it was durable", "because " + evidence);
        }
        lines.line("readable", "records " + LogFacts.range(log.firstLsn(), log.durableLsn()));
    }
}
