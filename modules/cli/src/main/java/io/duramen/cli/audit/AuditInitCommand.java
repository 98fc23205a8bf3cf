// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.audit;

import io.duramen.audit.AuditOptions;
import io.duramen.audit.AuditTrail;
import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.seal.Keyring;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a trail. */
@Command(
        name = "init",
        description = "Make a new, empty audit trail, sealed with a password.",
        footerHeading = "%nExample:%n",
        footer = {"  duramen audit init /var/lib/trail", "  duramen audit init --unsealed /var/lib/trail"})
final class AuditInitCommand extends AuditVerb {
    @Option(names = "--unsealed", description = "Without a password: whoever reads the files reads everything.")
    private boolean unsealed;

    AuditInitCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        try (Keyring keyring = unsealed ? null : stores().freshKeyring(directory());
                AuditTrail trail = AuditTrail.create(
                        storage(),
                        AuditOptions.builder().withoutFound().sealing(keyring).build())) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("directory", directory().toString());
            facts.put("sealed", !unsealed);
            facts.put("id", trail.id().toString());
            facts.put("head", trail.head().toString());
            show(facts, made(trail));
            return ExitCode.FINE;
        }
    }

    private String made(AuditTrail trail) {
        return (unsealed
                        ? "made an UNSEALED audit trail in " + directory()
                                + ": whoever reads its files reads everything" + " in it\n"
                        : "made a sealed audit trail in " + directory() + "; without its password and its files keyring"
                                + " and keyring.bak nobody reads it, you included\n")
                + "its head, to be kept elsewhere: " + trail.head() + "\n";
    }
}
