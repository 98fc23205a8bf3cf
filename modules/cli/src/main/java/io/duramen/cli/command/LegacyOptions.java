// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.legacy.StoreImport;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be said about importing a predecessor's directory. */
final class LegacyOptions {
    @Option(
            names = "--from",
            paramLabel = "FORMAT",
            description = "What the directory holds: auto, or the name of a format; an unknown name lists them.")
    private @Nullable String format;

    @Option(names = "--dry-run", description = "With --from: report what is there, and write nothing.")
    private boolean dryRun;

    @Option(
            names = "--strict",
            description = "With --from: refuse a source with damage that no crash explains, instead of reporting it.")
    private boolean strict;

    @Option(names = "--exact", description = "With --from: also delete the store's keys that the source does not have.")
    private boolean exact;

    @Option(names = "--actor", paramLabel = "NAME", description = "With --from: only what this actor did.")
    private @Nullable String actor;

    @Option(
            names = "--snapshot",
            paramLabel = "ID",
            description = "With --from: the state of this snapshot, not the newest.")
    private @Nullable String snapshot;

    @Nullable
    String format() {
        return format;
    }

    boolean isDryRun() {
        return dryRun;
    }

    boolean isStrict() {
        return strict;
    }

    /** Whether there is anything beside the format. */
    boolean isGiven() {
        return dryRun || strict || exact || actor != null || snapshot != null;
    }

    /** Makes an import as the options say. */
    StoreImport of(Path source, String format) {
        StoreImport wanted =
                StoreImport.from(source).format(format).actor(actor).snapshot(snapshot);
        if (strict) {
            wanted.strict();
        }
        if (exact) {
            wanted.exact();
        }
        return wanted;
    }
}
