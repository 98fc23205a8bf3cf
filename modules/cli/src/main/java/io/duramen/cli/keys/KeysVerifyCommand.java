// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.keys;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.terminal.Lines;
import io.duramen.seal.Keyring;
import io.duramen.seal.OpenReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Checks both copies of a keyring. */
@Command(
        name = "verify",
        description =
                "Check both copies of a keyring with a key. Changes nothing. Exit code 3 if a copy is not as it should be.",
        footerHeading = "%nExample:%n",
        footer = "  duramen keys verify /var/lib/notes")
final class KeysVerifyCommand extends KeysVerb {
    @Parameters(paramLabel = "DIR", description = "Where the keyring is; it may be open elsewhere.")
    private Path directory = Path.of("");

    KeysVerifyCommand(Streams streams) {
        super(streams);
    }

    @Override
    Path directory() {
        return directory;
    }

    @Override
    boolean isReader() {
        return true;
    }

    @Override
    int run(Keyring keyring) {
        OpenReport report = keyring.openReport();
        Map<String, Object> facts = facts(keyring);
        facts.put("openedSlot", keyring.openedSlot());
        facts.put("permissionsChecked", report.permissionsChecked());
        facts.put(
                "copies", report.copies().stream().map(KeysVerifyCommand::facts).toList());
        facts.put("slots", keyring.slots().stream().map(SlotText::facts).toList());
        facts.put("acceptsRetired", keyring.acceptsRetired());
        Lines lines = new Lines();
        lines.line("keyring", keyring.keyringId() + ", generation " + keyring.generation());
        lines.line("opened by", "slot " + keyring.openedSlot());
        for (OpenReport.Copy copy : report.copies()) {
            boolean good = copy.state() == OpenReport.State.CURRENT;
            String name =
                    good ? "authentic" : streams().style().bad(copy.state().toString());
            lines.line(name, copy.file() + (good ? "" : ": " + copy.reason()));
        }
        show(facts, lines.toString());
        return report.isClean() ? ExitCode.FINE : ExitCode.DAMAGE;
    }

    private static Map<String, Object> facts(OpenReport.Copy copy) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", copy.file());
        facts.put("state", copy.state().toString());
        facts.put("reason", copy.reason());
        return facts;
    }
}
