// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.keys;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.command.Consent;
import io.duramen.cli.command.HeldKeys;
import io.duramen.cli.command.PasswordOption;
import io.duramen.cli.command.RawKeyFile;
import io.duramen.cli.terminal.Lines;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.crypto.KeyRotation;
import io.duramen.seal.Keyring;
import io.duramen.seal.Revocation;
import io.duramen.seal.RevocationReport;
import io.duramen.seal.Unlock;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Throws a device out, and ends the epoch whose key it may have kept. */
@Command(
        name = "revoke",
        description = {
            "Throw a device out: a new root key and a new epoch, sealed anew for all others. Then the keys of the store or log "
                    + "there are rotated, which ends the old epoch. What the device could read before it can still read, if it "
                    + "kept a copy; what is written from now on it cannot, nor add anything that is taken for the log's own.",
            "With --deep all data there is sealed anew too, so that none of it opens with a key the device kept; what it copied "
                    + "before stays its own.",
            "Recovery keys and other devices need nothing. What opens the keyring now is sealed anew; every other password, raw "
                    + "key and token has to be presented or dropped, else nothing is done.",
            "A rotation that breaks off leaves the device out all the same; it is gone on with by: duramen rotate --if-due, or, "
                    + "if it was to be deep, by: duramen rotate --reencrypt --resume"
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen keys revoke --yes --reason stolen 4 /var/lib/notes",
            "  duramen keys revoke --yes --deep --reason 'a laptop with backups on it was stolen' 4 /var/lib/notes",
            "  duramen keys revoke --yes --drop 2 4 /var/lib/notes"
        })
final class KeysRevokeCommand extends KeysVerb {
    @Mixin
    private final Consent consent = new Consent();

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

    @Option(
            names = "--deep",
            description =
                    "Also seal every segment, checkpoint and snapshot anew, under keys made from now on. Reads everything twice "
                            + "and writes it once.")
    private boolean deep;

    @Option(
            names = "--no-rotate",
            description =
                    "Leave the old epoch open: where more than this directory is sealed under the keyring, everything has "
                            + "to be rotated together, by the program that knows of it.")
    private boolean notRotated;

    @Parameters(index = "0", paramLabel = "DEVICE", description = "Its number, as list shows it.")
    private int device;

    @Parameters(index = "1", paramLabel = "DIR", description = "Where the keyring is.")
    private Path directory = Path.of("");

    @Spec
    private CommandSpec spec;

    private @Nullable RevocationReport report; // of what was done under the lock

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    KeysRevokeCommand(Streams streams) {
        super(streams);
    }

    @Override
    Path directory() {
        return directory;
    }

    @Override
    public Integer call() {
        if (deep && notRotated) {
            throw new ParameterException(
                    spec.commandLine(), "--deep does not go with --no-rotate. Nothing was changed.");
        }
        consent.require("revoke throws a device out for good");
        return super.call();
    }

    @Override
    int run(Keyring keyring) {
        report = keyring.revoke(revocation(keyring));
        return ExitCode.FINE;
    }

    @Override
    int afterwards(Keyring keyring, int exit) {
        RevocationText told =
                new RevocationText(Objects.requireNonNull(report), streams().style(), directory, deep);
        try {
            if (!notRotated) {
                rotate(keyring, told);
            }
        } finally { // the device is out all the same, and that is told first
            Map<String, Object> facts = facts(keyring);
            told.facts(facts);
            show(facts, told.text(new Lines()));
        }
        return exit;
    }

    /** Nothing if there is a keyring alone: what is sealed under it is elsewhere, and left out it would lose its keys. */
    private void rotate(Keyring keyring, RevocationText told) {
        try (ProgressBar bar = progress();
                HeldKeys held = HeldKeys.open(streams(), directory, keyring, bar)) {
            if (held.holders().isEmpty()) {
                told.byNothingHere();
                return;
            }
            KeyRotation rotation = KeyRotation.of(keyring.epochs().orElseThrow(), held.holders())
                    .telling(bar)
                    .withEvents(streams().events());
            if (deep) {
                told.followedBy(rotation.resumeReencryption());
            } else {
                told.followedBy(rotation.resume());
            }
            bar.clear();
        }
    }

    private Revocation revocation(Keyring keyring) {
        Revocation revocation = Revocation.soft(device, reason);
        for (int slot : dropped) {
            revocation = revocation.dropping(slot);
        }
        if (opening().isSecretNeeded() && !dropped.contains(keyring.openedSlot())) {
            revocation = revocation.presenting(opening().existing(streams(), directory.toString()));
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
