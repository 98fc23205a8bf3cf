// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.base.DuramenException;
import io.duramen.base.Event;
import io.duramen.commit.OnDamage;
import io.duramen.commit.ReadableStore;
import io.duramen.commit.SafeMode;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreDamagedException;
import io.duramen.commit.StoreOptions;
import io.duramen.storage.Storage;
import io.duramen.wal.AnchorDamagedException;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.RollbackDetectedException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Opens in safe mode what cannot be opened for writing. It stands on the open for reading, which changes nothing, and gives
 * only a version whose root is the one recorded.
 */
final class SafeModeOpening {
    private final Storage storage;
    private final StoreOptions options;

    SafeModeOpening(Storage storage, StoreOptions options) {
        this.storage = storage;
        this.options = options;
    }

    /** Tells whether safe mode is an answer to what an open threw: to damage, not to a missing key or a newer release. */
    static boolean isFor(DuramenException failure, StoreOptions options) {
        return options.onDamage() == OnDamage.SAFE_MODE
                && (failure instanceof StoreDamagedException
                        || failure instanceof CorruptLogException
                        || failure instanceof RollbackDetectedException
                        || failure instanceof AnchorDamagedException);
    }

    /** Opens what can be verified, and tells the operator. Throws the cause again if that is nothing. */
    StateStore run(DuramenException cause) {
        ReadableStore reader = readable(cause);
        try {
            if (reader.lsn() == 0) {
                throw cause; // an empty state must not take the place of one that was lost
            }
            SafeMode safeMode = new SafeMode(
                    cause, reader.lsn(), reader.root(), options.wal().clock().instant());
            tell(safeMode);
            return new SafeModeStore(reader, safeMode);
        } catch (RuntimeException | Error e) {
            reader.close();
            throw e;
        }
    }

    private ReadableStore readable(DuramenException cause) {
        try {
            return new ReadOnlyOpening(storage, options).run(String.valueOf(cause.getMessage()));
        } catch (DuramenException nothingLeft) {
            cause.addSuppressed(nothingLeft);
            throw cause;
        }
    }

    private void tell(SafeMode safeMode) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("directory", storage.describe(""));
        facts.put("code", safeMode.cause().code());
        facts.put("cause", String.valueOf(safeMode.cause().getMessage()));
        facts.put("lsn", safeMode.lsn());
        facts.put("root", safeMode.root().toString());
        facts.put("remedy", safeMode.remedy());
        System.getLogger("io.duramen.commit")
                .log(
                        System.Logger.Level.ERROR,
                        "in safe mode: " + safeMode.cause().getMessage());
        options.wal().events().accept(new Event(safeMode.since(), "safe-mode.entered", facts));
    }
}
