// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.Streams;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a store. */
@Command(
        name = "init",
        description = "Make a new, empty store, sealed with a password.",
        footerHeading = "%nExample:%n",
        footer = "  duramen init /var/lib/notes")
final class InitCommand extends BaseCommand {
    @Mixin
    private final KeyOptions opening = new KeyOptions();

    @Option(names = "--unsealed", description = "Without a password: whoever reads the files reads everything.")
    private boolean unsealed;

    @Parameters(paramLabel = "DIR", description = "A directory that does not exist or is empty.")
    private Path directory = Path.of("");

    InitCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        Stores stores = new Stores(streams(), opening);
        try (Opened<StateStore> opened = unsealed
                ? stores.createUnsealed(directory, StoreOptions.defaults())
                : stores.createSealed(directory, StoreOptions.defaults())) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("directory", directory.toString());
            facts.put("sealed", !unsealed);
            facts.put("storeId", opened.store().recoveryReport().storeId().toString());
            facts.put("root", opened.store().root().toString());
            show(facts, made());
        }
        return 0;
    }

    private String made() {
        return unsealed
                ? "made an UNSEALED store in " + directory + ": whoever reads its files reads everything in it\n"
                : "made a sealed store in " + directory + "; without its password and its files keyring and keyring.bak"
                        + " nobody reads it, you included\n"
                        + "nothing tells an older copy of it, put back whole, from the newest; what does: duramen recover "
                        + directory + " --anchor FILE\n";
    }
}
