// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.keys;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.seal.Keyring;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts an epoch. */
@Command(
        name = "rotate",
        description =
                "Start a new epoch: what is written from now on gets keys under a new epoch key. What is there stays as it is.",
        footerHeading = "%nExample:%n",
        footer = "  duramen keys rotate --reason monthly /var/lib/notes")
final class KeysRotateCommand extends KeysVerb {
    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "rotation",
            description = "Why, for the record, at most 256 characters, stored in clear.")
    private String reason = "";

    @Parameters(paramLabel = "DIR", description = "Where the keyring is.")
    private Path directory = Path.of("");

    KeysRotateCommand(Streams streams) {
        super(streams);
    }

    @Override
    Path directory() {
        return directory;
    }

    @Override
    int run(Keyring keyring) {
        int epoch = keyring.startEpoch(reason);
        Map<String, Object> facts = facts(keyring);
        facts.put("activeEpoch", epoch);
        show(facts, "epoch " + epoch + " began; what was sealed before stays under the keys it has\n");
        return ExitCode.FINE;
    }
}
