// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.audit;

import io.duramen.audit.AuditVerifier;
import io.duramen.cli.Streams;
import io.duramen.cli.command.BaseCommand;
import io.duramen.cli.command.KeyOptions;
import io.duramen.cli.command.Stores;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.seal.Keyring;
import io.duramen.storage.NioStorage;
import io.duramen.wal.WalOptions;
import io.duramen.wal.spi.Anchor;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A verb about one trail. */
abstract class AuditVerb extends BaseCommand {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final KeyOptions opening = new KeyOptions();

    @Parameters(paramLabel = "DIR", description = "The audit trail.")
    private Path directory = Path.of("");

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    AuditVerb(Streams streams) {
        super(streams);
    }

    Path directory() {
        return directory;
    }

    NioStorage storage() {
        return NioStorage.at(directory);
    }

    Stores stores() {
        return new Stores(streams(), opening);
    }

    /** Opens the trail's keyring, if it is sealed. */
    @Nullable
    Keyring keyring() {
        return stores().keyring(storage(), false);
    }

    AuditVerifier verifier(ProgressBar bar, @Nullable Keyring keyring) {
        return AuditVerifier.of(
                storage(),
                WalOptions.builder()
                        .progress(bar)
                        .sealing(keyring)
                        .anchor(Anchor.none())
                        .build());
    }

    ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
