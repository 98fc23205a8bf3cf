// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.Streams;
import io.duramen.legacy.StoreImport;
import io.duramen.seal.SealedExport;
import io.duramen.seal.Unlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be said about importing a predecessor's directory. */
final class LegacyOptions {

    /** The environment variable that holds the password of the source. */
    static final String SOURCE_VARIABLE = "DURAMEN_SOURCE_PASSWORD";

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

    @Option(
            names = "--accept-partial",
            description =
                    "With --from store-export: take what is there of an export that is not all of a store: without its end "
                            + "mark, damaged, or of a damaged store.")
    private boolean acceptPartial;

    @Option(names = "--actor", paramLabel = "NAME", description = "With --from: only what this actor did.")
    private @Nullable String actor;

    @Option(
            names = "--snapshot",
            paramLabel = "ID",
            description = "With --from: the state of this snapshot, not the newest.")
    private @Nullable String snapshot;

    @Option(
            names = "--source-password-file",
            paramLabel = "FILE",
            description =
                    "With --from encryption, or a sealed export: take the password of the source from the first line of FILE; "
                            + "else from the environment variable " + SOURCE_VARIABLE + ", else it is asked for.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--source-raw-key-file",
            paramLabel = "FILE",
            description = "With --from store-export: open a sealed export with the raw key in FILE.")
    private @Nullable Path rawKeyFile;

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

    /** Whether keys would be deleted that may only be missing. */
    boolean isReckless() {
        return exact && acceptPartial;
    }

    /** Whether there is anything beside the format. */
    boolean isGiven() {
        return dryRun
                || strict
                || exact
                || acceptPartial
                || actor != null
                || snapshot != null
                || passwordFile != null
                || rawKeyFile != null;
    }

    /** Opens a source that is a sealed export. */
    @Nullable
    SealedExport sealed(Path source, Streams streams) throws IOException {
        if (!Files.isRegularFile(source) || !SealedExport.isOne(source)) {
            return null;
        }
        try (Unlock unlock = unlock(source, streams)) {
            return SealedExport.open(source, unlock, streams.keyrings());
        }
    }

    private Unlock unlock(Path source, Streams streams) {
        if (rawKeyFile != null) {
            byte[] key = RawKeyFile.read(rawKeyFile, streams);
            try {
                return Unlock.rawKey(key);
            } finally {
                Arrays.fill(key, (byte) 0);
            }
        }
        char[] typed = password().existing(streams, "the export " + source);
        try {
            return Unlock.password(typed);
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    private PasswordOption password() {
        return new PasswordOption(passwordFile, "--source-password-file", SOURCE_VARIABLE);
    }

    /** Makes an import as the options say; the password is asked for only if the source is encrypted. */
    StoreImport of(Path source, @Nullable SealedExport sealed, String format, Streams streams) {
        PasswordOption password = password();
        StoreImport opened =
                sealed == null ? StoreImport.from(source) : StoreImport.from(source, file -> sealed.read());
        StoreImport wanted = opened.format(format)
                .actor(actor)
                .snapshot(snapshot)
                .password(() -> password.existing(streams, "the source " + source));
        if (strict) {
            wanted.strict();
        }
        if (exact) {
            wanted.exact();
        }
        if (acceptPartial) {
            wanted.acceptPartial();
        }
        return wanted;
    }
}
