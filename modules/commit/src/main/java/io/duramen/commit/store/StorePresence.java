// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.StoreDamagedException;
import io.duramen.commit.StoreExistsException;
import io.duramen.commit.StoreMissingException;
import io.duramen.storage.Storage;
import io.duramen.wal.LogMissingException;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.util.List;
import java.util.OptionalLong;

/** Tells a store, what is left of one, and a log that is not one apart, without changing anything. */
final class StorePresence {
    private final Storage storage;
    private final WalOptions options;
    private final String directory;

    StorePresence(Storage storage, WalOptions options) {
        this.storage = storage;
        this.options = options;
        this.directory = storage.describe("");
    }

    /** Returns how many records the log has, or nothing if there is no log. */
    OptionalLong logRecords() {
        if (!storage.exists(Names.LOG)) {
            return OptionalLong.empty();
        }
        try (ReadableLog log = WriteAheadLog.openReadOnly(storage, options)) {
            return OptionalLong.of(log.durableLsn());
        } catch (LogMissingException e) {
            return OptionalLong.empty();
        }
    }

    boolean hasManifest() {
        return storage.exists(Names.MANIFEST) || storage.exists(Names.MANIFEST_PREVIOUS);
    }

    /** Says why there is nothing to open, where neither manifest is there. */
    RuntimeException missing() {
        OptionalLong records = logRecords();
        if (records.isEmpty()) {
            return new StoreMissingException(directory, "neither a MANIFEST nor a log");
        }
        if (records.getAsLong() == 0) {
            return new StoreMissingException(directory, "its creation was not finished; create it again");
        }
        return new StoreDamagedException(
                directory,
                List.of(storage.describe(Names.MANIFEST) + ": expected a manifest beside a log of "
                        + records.getAsLong() + " records, found none"));
    }

    /** Refuses to create where a store is, or a log that holds something. Returns whether there is an empty log. */
    boolean checkFree() {
        if (hasManifest()) {
            throw new StoreExistsException(directory, "there is a store already");
        }
        OptionalLong records = logRecords();
        if (records.isPresent() && records.getAsLong() > 0) {
            throw new StoreExistsException(
                    directory, "there is a log of " + records.getAsLong() + " records without a MANIFEST");
        }
        return records.isPresent();
    }
}
