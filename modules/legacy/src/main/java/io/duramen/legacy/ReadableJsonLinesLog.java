// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import io.duramen.legacy.lines.JsonLinesProvider;
import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import java.nio.file.Path;

/**
 * A log of JSON lines that can be read, also one that a predecessor wrote.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread.
 */
public interface ReadableJsonLinesLog extends ReadableLog {

    /**
     * Opens the log in a directory for reading, damaged or not, without taking its lock or changing anything; see {@link
     * io.duramen.wal.WriteAheadLog#openReadOnly(Path, WalOptions)}.
     *
     * @param directory the directory that holds {@code wal/wal.log}
     * @param options how
     * @return the log as it stands
     */
    static ReadableJsonLinesLog openReadOnly(Path directory, WalOptions options) {
        return openReadOnly(NioStorage.at(directory), options);
    }

    /**
     * Opens the log in a storage for reading; see {@link #openReadOnly(Path, WalOptions)}.
     *
     * @param storage the directory that holds {@code wal/wal.log}
     * @param options how
     * @return the log as it stands
     */
    static ReadableJsonLinesLog openReadOnly(Storage storage, WalOptions options) {
        return new JsonLinesProvider().openReadOnly(storage, options);
    }

    /**
     * Reads the whole log as the predecessors read it. Damage does not stop it: unlike {@link #read}, it goes on behind a line
     * that is not understood, and reports it.
     *
     * @return the transactions, and what was skipped
     */
    LogTransactions transactions();
}
