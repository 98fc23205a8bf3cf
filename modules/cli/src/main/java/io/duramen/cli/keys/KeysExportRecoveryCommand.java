// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.keys;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.log.NewFile;
import io.duramen.seal.Keyring;
import io.duramen.seal.RecoveryKey;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a recovery key. */
@Command(
        name = "export-recovery",
        description =
                "Make a recovery key, add it to a keyring and show it, once. Print it and lock it away; whoever has it and "
                        + "the files opens everything.",
        footerHeading = "%nExample:%n",
        footer = "  duramen keys export-recovery --label drawer /var/lib/notes")
final class KeysExportRecoveryCommand extends KeysVerb {
    @Option(names = "--to", paramLabel = "FILE", description = "Write it to a new file that you alone may read.")
    private @Nullable Path to;

    @Option(
            names = "--label",
            paramLabel = "TEXT",
            description = "What people call it, at most 64 characters, stored in clear.")
    private @Nullable String label;

    @Parameters(paramLabel = "DIR", description = "Where the keyring is.")
    private Path directory = Path.of("");

    KeysExportRecoveryCommand(Streams streams) {
        super(streams);
    }

    @Override
    Path directory() {
        return directory;
    }

    @Override
    int run(Keyring keyring) {
        try (NewFile file = to == null ? null : NewFile.at(to);
                RecoveryKey key = keyring.exportRecovery(label)) {
            char[] text = key.text();
            String shown = new String(text); // it is about to be printed: no secret any more
            Arrays.fill(text, '\0');
            Map<String, Object> facts = facts(keyring);
            facts.put("slot", newest(keyring));
            if (file == null) {
                facts.put("recoveryKey", shown);
            } else {
                file.line(shown);
                file.complete();
                facts.put("file", String.valueOf(to));
            }
            show(
                    facts,
                    "added slot " + newest(keyring) + ", the recovery key\n\n  " + (file == null ? shown : "in " + to)
                            + "\n\nPrint it and lock it away: it is not shown again. Try it with: duramen keys verify "
                            + "--recovery-key " + directory + "\n");
            return ExitCode.FINE;
        }
    }

    private static int newest(Keyring keyring) {
        return keyring.slots().get(keyring.slots().size() - 1).id();
    }
}
