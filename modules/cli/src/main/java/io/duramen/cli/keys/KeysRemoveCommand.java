// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.keys;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.command.Consent;
import io.duramen.seal.Keyring;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes a way in out. */
@Command(
        name = "remove",
        description =
                "Take a way in out of a keyring, never the last. What is sealed stays as it is: who has an older copy of the "
                        + "keyring and what opens it still opens that copy. A device that is lost is revoked instead.",
        footerHeading = "%nExample:%n",
        footer = "  duramen keys remove --yes 3 /var/lib/notes")
final class KeysRemoveCommand extends KeysVerb {
    @Mixin
    private final Consent consent = new Consent();

    @Parameters(index = "0", paramLabel = "SLOT", description = "Its number, as list shows it.")
    private int slot;

    @Parameters(index = "1", paramLabel = "DIR", description = "Where the keyring is.")
    private Path directory = Path.of("");

    KeysRemoveCommand(Streams streams) {
        super(streams);
    }

    @Override
    Path directory() {
        return directory;
    }

    @Override
    public Integer call() {
        consent.require("remove takes a way in out for good");
        return super.call();
    }

    @Override
    int run(Keyring keyring) {
        keyring.removeSlot(slot);
        Map<String, Object> facts = facts(keyring);
        facts.put("removed", slot);
        show(
                facts,
                "removed slot " + slot
                        + "; older copies of the keyring are still opened by it, and so is what was copied with them\n");
        return ExitCode.FINE;
    }
}
