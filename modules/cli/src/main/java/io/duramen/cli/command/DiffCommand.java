// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.Streams;
import io.duramen.commit.KeyChange;
import io.duramen.commit.ReadableStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows in which keys two stores differ. */
@Command(
        name = "diff",
        description = {
            "Show in which keys two stores differ, for instance a store and a copy made of it: added, removed and changed keys, "
                    + "in the order of their bytes. Changes nothing and takes no lock. Ends with 0 whether or not they differ."
        },
        footerHeading = "%nExample:%n",
        footer = "  duramen diff /backup/notes /var/lib/notes")
final class DiffCommand extends BaseCommand {
    @Mixin
    private final KeyOptions opening = new KeyOptions();

    @Option(names = "--prefix", paramLabel = "TEXT", description = "Only keys that begin with TEXT.")
    private @Nullable String prefix;

    @Option(names = "--keys-only", description = "Leave the values out.")
    private boolean keysOnly;

    @Parameters(index = "0", paramLabel = "OLDER", description = "The store to compare with; it may be open elsewhere.")
    private Path older = Path.of("");

    @Parameters(index = "1", paramLabel = "NEWER", description = "The store whose differences are shown; likewise.")
    private Path newer = Path.of("");

    DiffCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        Stores stores = new Stores(streams(), opening);
        try (Opened<ReadableStore> first = stores.openReadOnly(older);
                Opened<ReadableStore> second = stores.openReadOnly(newer)) {
            int exit = Math.max(Damage.warn(streams(), first.store()), Damage.warn(streams(), second.store()));
            byte[] start = prefix == null ? new byte[0] : Keys.of(prefix);
            List<KeyChange> changes = second.store().diff(first.store()).stream()
                    .filter(change -> startsWith(change.key(), start))
                    .toList();
            DiffText text = new DiffText(first.store(), second.store(), changes, keysOnly);
            show(text.facts(), text.text(streams().style()));
            return exit;
        }
    }

    private static boolean startsWith(byte[] key, byte[] start) {
        return key.length >= start.length && Arrays.equals(key, 0, start.length, start, 0, start.length);
    }
}
