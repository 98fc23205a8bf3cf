// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.keys;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.command.BaseCommand;
import io.duramen.cli.command.KeyOptions;
import io.duramen.cli.command.Stores;
import io.duramen.seal.Keyring;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes a keyring alone, for whatever an application seals with it. */
@Command(
        name = "init",
        description =
                "Make a keyring that a password opens, in a directory that does not exist or is empty. A store or a log is "
                        + "made with one by: duramen init",
        footerHeading = "%nExample:%n",
        footer = "  duramen keys init /var/lib/notes")
final class KeysInitCommand extends BaseCommand {
    @Mixin
    private final KeyOptions opening = new KeyOptions();

    @Parameters(paramLabel = "DIR", description = "A directory that does not exist or is empty.")
    private Path directory = Path.of("");

    KeysInitCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        try (Keyring keyring = new Stores(streams(), opening).freshKeyring(directory)) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("directory", directory.toString());
            facts.put("keyring", keyring.keyringId().toString());
            facts.put("generation", keyring.generation());
            show(
                    facts,
                    "made a keyring in " + directory + "; there is no other way in than the password: duramen keys "
                            + "export-recovery makes one\n");
            return ExitCode.FINE;
        }
    }
}
