// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.keys;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.command.BaseCommand;
import io.duramen.cli.terminal.Lines;
import io.duramen.seal.DeviceKey;
import io.duramen.seal.Enrolment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The key of this device. */
@Command(
        name = "device",
        description =
                "Show the public key of a device, to be enrolled by somebody who can open the keyring; if there is no such "
                        + "file, a key is made. The private key stays in the file.",
        footerHeading = "%nExample:%n",
        footer = "  duramen keys device laptop.key")
final class KeysDeviceCommand extends BaseCommand {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--accept",
            paramLabel = "ENROLMENT",
            description =
                    "Keep what duramen keys add --device has shown: from then on --device-file opens that keyring.")
    private @Nullable String accepted;

    @Parameters(paramLabel = "FILE", description = "The device's key.")
    private Path file = Path.of("");

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    KeysDeviceCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        Enrolment enrolment = accepted == null ? null : parsed(accepted);
        try (DeviceKey key = Files.exists(file) ? DeviceKey.read(file) : DeviceKey.create(file)) {
            if (enrolment != null) {
                key.accept(enrolment);
            }
            Enrolment at = key.enrolment();
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("file", file.toString());
            facts.put("publicKey", key.publicKey());
            facts.put("keyring", at == null ? null : at.keyringId().toString());
            facts.put("device", at == null ? null : at.deviceId());
            Lines lines = new Lines();
            lines.line("public key", key.publicKey());
            lines.line(
                    "enrolled",
                    at == null ? "nowhere" : "in keyring " + at.keyringId() + ", as device " + at.deviceId());
            show(facts, lines.toString());
            return ExitCode.FINE;
        }
    }

    private Enrolment parsed(String text) {
        try {
            return Enrolment.parse(text);
        } catch (IllegalArgumentException none) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--accept takes what keys add has shown, KEYRING:NUMBER:KEY. Nothing was kept.");
        }
    }
}
