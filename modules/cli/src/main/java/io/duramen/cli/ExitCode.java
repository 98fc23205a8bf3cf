// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli;

import io.duramen.audit.AuditBrokenException;
import io.duramen.commit.SafeModeException;
import io.duramen.commit.StoreDamagedException;
import io.duramen.crypto.KeyRefusedException;
import io.duramen.crypto.SealException;
import io.duramen.legacy.ImportRefusedException;
import io.duramen.seal.KeyringDamagedException;
import io.duramen.seal.KeyringPermissionsException;
import io.duramen.storage.StorageException;
import io.duramen.wal.AnchorDamagedException;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.RollbackDetectedException;
import java.util.Set;

/** What the exit codes mean, and which failure has which. The one place that decides. */
public final class ExitCode {

    /** Everything was done. */
    public static final int FINE = 0;

    /** It could not be done; nothing is damaged. */
    public static final int FAILED = 1;

    /** The command line is wrong. */
    public static final int USAGE = 2;

    /** Something is not as it was written. */
    public static final int DAMAGE = 3;

    /** The key or a permission was refused. */
    public static final int REFUSED = 4;

    private static final Set<String> DAMAGED_SEALS =
            Set.of("SLOT_DAMAGED", "SLOT_FOREIGN", "STREAM_DAMAGED", "STREAM_FOREIGN");

    private static final Set<String> NO_DAMAGE = Set.of("KEY_TOO_LONG", "VALUE_TOO_LARGE", "SNAPSHOT_MISSING");

    private ExitCode() {}

    /**
     * Returns the exit code of a failure.
     *
     * @param failure what a command threw
     * @return one of the codes above
     */
    public static int of(Throwable failure) {
        if (failure instanceof CommandException own) {
            return own.exitCode();
        }
        if (failure instanceof KeyRefusedException || failure instanceof KeyringPermissionsException) {
            return REFUSED;
        }
        if (failure instanceof StorageException storage && storage.kind() == StorageException.Kind.ACCESS_DENIED) {
            return REFUSED;
        }
        if (failure instanceof CorruptLogException
                || failure instanceof StoreDamagedException
                || failure instanceof SafeModeException
                || failure instanceof RollbackDetectedException
                || failure instanceof AnchorDamagedException
                || (failure instanceof ImportRefusedException refused && !NO_DAMAGE.contains(refused.code()))
                || failure instanceof AuditBrokenException
                || failure instanceof KeyringDamagedException) {
            return DAMAGE;
        }
        if (failure instanceof SealException seal && DAMAGED_SEALS.contains(seal.code())) {
            return DAMAGE;
        }
        return FAILED;
    }
}
