// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.spi;

import io.duramen.base.Provider;
import io.duramen.crypto.KeyUse;
import io.duramen.storage.Storage;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.util.Set;

/**
 * A log backend. All promise what {@link WriteAheadLog} says; what differs between them is declared in {@link
 * #capabilities}.
 */
public interface WalProvider extends Provider {

    /**
     * Tells what this backend can do beyond the core every backend has.
     *
     * @return the capabilities, unmodifiable
     */
    Set<WalCapability> capabilities();

    /**
     * Makes a new, empty log; see {@link WriteAheadLog#create(Storage, WalOptions)}.
     *
     * @param storage the directory
     * @param options how
     * @return the open log
     */
    WriteAheadLog create(Storage storage, WalOptions options);

    /**
     * Opens a log; see {@link WriteAheadLog#open(Storage, WalOptions)}.
     *
     * @param storage the directory
     * @param options how
     * @return the open log
     */
    WriteAheadLog open(Storage storage, WalOptions options);

    /**
     * Opens a log for reading without taking its lock or changing anything; see {@link
     * WriteAheadLog#openReadOnly(Storage, WalOptions)}.
     *
     * @param storage the directory
     * @param options how
     * @return the log as it stands
     */
    ReadableLog openReadOnly(Storage storage, WalOptions options);

    /**
     * Tells what in a log's directory needs which key; see {@link WriteAheadLog#keyUse(Storage, WalOptions)}.
     *
     * @param storage the directory
     * @param options how
     * @return what needs which
     * @throws UnsupportedOperationException if this backend or what seals it cannot rotate keys
     */
    default KeyUse keyUse(Storage storage, WalOptions options) {
        throw new UnsupportedOperationException("this backend cannot rotate keys");
    }
}
