// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import io.duramen.commit.StoreDamagedException;
import io.duramen.commit.StoreFailedException;
import io.duramen.commit.StoreFullException;
import io.duramen.crypto.SealException;
import io.duramen.seal.KeyringDamagedException;
import io.duramen.seal.KeyringMissingException;
import io.duramen.storage.StorageException;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogFailedException;
import io.duramen.wal.LogFullException;
import java.util.Set;

/** How the crash programs end. The numbers are part of the contract with outside tools and never change their meaning. */
public enum CrashExit {
    /** Opened, and everything found was as it was written; or written as much as was asked for. */
    OPENED(0),
    /** Opened without complaint, but what was found is not what was written: a bug, never the fault of a disk. */
    WRONG(1),
    /** The command line is wrong. */
    USAGE(2),
    /** Stopped by an I/O error, a full disk included; nothing was acknowledged after it. */
    IO_ERROR(3),
    /** Refused as corrupt or tampered with; nothing was changed. */
    CORRUPT(4),
    /** Refused for another reason: open elsewhere, wrong password, foreign directory, newer format. */
    REFUSED(5);

    private static final Set<String> DAMAGED_SEALS =
            Set.of("SLOT_DAMAGED", "SLOT_FOREIGN", "STREAM_DAMAGED", "STREAM_FOREIGN");

    private final int code;

    CrashExit(int code) {
        this.code = code;
    }

    /**
     * Returns the exit code.
     *
     * @return 0 to 5
     */
    public int code() {
        return code;
    }

    /**
     * Tells what a failure means to whoever crashed the program.
     *
     * @param failure what was thrown
     * @return the exit
     */
    public static CrashExit of(Throwable failure) {
        if (failure instanceof CrashUsageException) {
            return USAGE;
        }
        if (failure instanceof WrongContentException) {
            return WRONG;
        }
        if (failure instanceof CorruptLogException
                || failure instanceof StoreDamagedException
                || failure instanceof KeyringDamagedException
                || failure instanceof KeyringMissingException
                || (failure instanceof SealException seal && DAMAGED_SEALS.contains(seal.code()))) {
            return CORRUPT;
        }
        if (failure instanceof LogFailedException
                || failure instanceof StoreFailedException
                || failure instanceof LogFullException
                || failure instanceof StoreFullException
                || (failure instanceof StorageException storage && storage.kind() != StorageException.Kind.LOCKED)) {
            return IO_ERROR;
        }
        return failure instanceof io.duramen.base.DuramenException ? REFUSED : WRONG;
    }
}
