// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.keys;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.command.BaseCommand;
import io.duramen.cli.terminal.Lines;
import io.duramen.seal.Keyring;
import io.duramen.seal.KeyringSummary;
import io.duramen.storage.NioStorage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists what opens a keyring. */
@Command(
        name = "list",
        description =
                "List what opens a keyring and which devices were revoked, as the file says in clear. Needs no key, and so "
                        + "cannot tell whether it is true: verify can.",
        footerHeading = "%nExample:%n",
        footer = "  duramen keys list /var/lib/notes")
final class KeysListCommand extends BaseCommand {
    @Parameters(paramLabel = "DIR", description = "Where the keyring is; it may be open elsewhere.")
    private Path directory = Path.of("");

    KeysListCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        KeyringSummary found = Keyring.inspect(NioStorage.at(directory));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("directory", directory.toString());
        facts.put("keyring", found.keyringId().toString());
        facts.put("generation", found.generation());
        facts.put("createdAt", found.createdAt().toString());
        facts.put("activeEpoch", found.activeEpoch());
        facts.put("verified", false);
        facts.put("slots", found.slots().stream().map(SlotText::facts).toList());
        facts.put(
                "revoked", found.revokedDevices().stream().map(SlotText::facts).toList());
        Lines lines = new Lines();
        lines.line(
                "keyring", found.keyringId() + ", generation " + found.generation() + ", epoch " + found.activeEpoch());
        found.slots().forEach(slot -> lines.line("slot " + slot.id(), SlotText.line(slot)));
        found.revokedDevices().forEach(device -> lines.line("revoked " + device.id(), SlotText.line(device)));
        show(facts, lines.toString());
        return ExitCode.FINE;
    }
}
