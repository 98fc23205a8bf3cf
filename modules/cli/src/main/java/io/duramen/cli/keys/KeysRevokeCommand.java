// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.keys;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.command.PasswordOption;
import io.duramen.cli.terminal.Lines;
import io.duramen.seal.Keyring;
import io.duramen.seal.Revocation;
import io.duramen.seal.RevocationReport;
import io.duramen.seal.Unlock;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Throws a device out. */
@Command(
        name = "revoke",
        description = {
            "Throw a device out: a new root key and a new epoch, sealed anew for all others. What it could read before it can "
                    + "still read, if it kept a copy; what is written from now on it cannot.",
            "Recovery keys and other devices need nothing. What opens the keyring now is sealed anew; every other password, raw "
                    + "key and token has to be presented or dropped, else nothing is done."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen keys revoke --yes --reason stolen 4 /var/lib/notes",
            "  duramen keys revoke --yes --drop 2 4 /var/lib/notes"
        })
final class KeysRevokeCommand extends KeysVerb {
    @Option(names = "--yes", description = "Really do it.")
    private boolean yes;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "revoked",
            description = "Why, for the record, at most 256 characters, stored in clear.")
    private String reason = "";

    @Option(names = "--drop", paramLabel = "SLOT", description = "Drop this slot too. May be given more than once.")
    private List<Integer> dropped = List.of();

    @Option(
            names = "--present-password-file",
            paramLabel = "FILE",
            description = "Present the password in the first line of FILE. May be given more than once.")
    private List<Path> passwords = List.of();

    @Option(
            names = "--present-raw-key-file",
            paramLabel = "FILE",
            description = "Present the raw key in FILE. May be given more than once.")
    private List<Path> rawKeys = List.of();

    @Parameters(index = "0", paramLabel = "DEVICE", description = "Its number, as list shows it.")
    private int device;

    @Parameters(index = "1", paramLabel = "DIR", description = "Where the keyring is.")
    private Path directory = Path.of("");

    KeysRevokeCommand(Streams streams) {
        super(streams);
    }

    @Override
    Path directory() {
        return directory;
    }

    @Override
    public Integer call() {
        if (!yes) {
            throw usage("revoke throws a device out for good; say --yes to do it. Nothing was changed.");
        }
        return super.call();
    }

    @Override
    int run(Keyring keyring) {
        RevocationReport report = keyring.revoke(revocation(keyring));
        Map<String, Object> facts = facts(keyring);
        facts.put("revoked", SlotText.facts(report.device()));
        facts.put("closedEpoch", report.closedEpoch());
        facts.put("activeEpoch", report.activeEpoch());
        facts.put(
                "sealedAnew", report.sealedAnew().stream().map(SlotText::facts).toList());
        facts.put("dropped", report.dropped().stream().map(SlotText::facts).toList());
        Lines lines = new Lines();
        lines.line("revoked " + report.device().id(), SlotText.line(report.device()));
        report.dropped().forEach(slot -> lines.line("dropped " + slot.id(), SlotText.line(slot)));
        report.sealedAnew().forEach(slot -> lines.line("slot " + slot.id(), SlotText.line(slot)));
        lines.line(
                "epoch " + report.activeEpoch(),
                "began; what was sealed before can still be read by who kept its keys");
        show(facts, lines.toString());
        return ExitCode.FINE;
    }

    private Revocation revocation(Keyring keyring) {
        Revocation revocation = Revocation.soft(device, reason);
        for (int slot : dropped) {
            revocation = revocation.dropping(slot);
        }
        if (key().isSecretNeeded() && !dropped.contains(keyring.openedSlot())) {
            revocation = revocation.presenting(key().unlock(streams(), directory));
        }
        for (Path file : passwords) {
            char[] password = PasswordOption.firstLine(file, streams());
            revocation = revocation.presenting(Unlock.password(password));
            Arrays.fill(password, '\0');
        }
        for (Path file : rawKeys) {
            byte[] raw = RawKeyFile.read(file, streams());
            revocation = revocation.presenting(Unlock.rawKey(raw));
            Arrays.fill(raw, (byte) 0);
        }
        return revocation;
    }
}
