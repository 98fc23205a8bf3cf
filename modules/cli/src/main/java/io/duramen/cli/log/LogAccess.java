// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import io.duramen.cli.Streams;
import io.duramen.cli.command.BaseCommand;
import io.duramen.cli.command.KeyOptions;
import io.duramen.cli.command.Stores;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.seal.Keyring;
import io.duramen.storage.NioStorage;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WalProviders;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.spi.Anchor;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every verb about a log has; where the log is, it says itself. */
abstract class LogAccess extends BaseCommand {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final KeyOptions opening = new KeyOptions();

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    LogAccess(Streams streams) {
        super(streams);
    }

    /** Where the log is, or the store it belongs to. */
    abstract Path directory();

    NioStorage storage() {
        return NioStorage.at(directory());
    }

    KeyOptions opening() {
        return opening;
    }

    Stores stores() {
        return new Stores(streams(), opening);
    }

    /** Opens the log for reading, with its key if it is sealed. */
    OpenLog open(ProgressBar bar) {
        return open(bar, stores().keyring(storage(), false));
    }

    OpenLog open(ProgressBar bar, @Nullable Keyring keyring) {
        boolean done = false;
        try {
            NioStorage storage = storage();
            WalOptions options = options(storage, bar, keyring);
            OpenLog log = new OpenLog(WriteAheadLog.openReadOnly(storage, options), storage, keyring);
            done = true;
            return log;
        } finally {
            bar.clear();
            if (!done && keyring != null) {
                keyring.close();
            }
        }
    }

    /** The options for the log there; a log of JSON lines is opened as such if its backend is installed. */
    static WalOptions options(NioStorage storage, ProgressBar bar, @Nullable Keyring keyring) {
        WalOptions.Builder options =
                WalOptions.builder().progress(bar).sealing(keyring).anchor(Anchor.none());
        if (isOfLines(storage)) {
            WalProviders.named("json-lines").ifPresent(options::provider);
        }
        return options.build();
    }

    /** Whether the log there is one file of JSON lines. */
    static boolean isOfLines(NioStorage storage) {
        return storage.exists("wal/wal.log") && !storage.exists("wal/marks");
    }

    ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
