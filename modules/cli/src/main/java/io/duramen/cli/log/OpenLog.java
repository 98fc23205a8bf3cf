// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.seal.Keyring;
import io.duramen.storage.NioStorage;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.ReadableLog;
import org.jspecify.annotations.Nullable;

/**
 * A log that is open for reading, and the keyring that opened it.
 *
 * @param log the log
 * @param storage its directory
 * @param keyring the keyring, or {@code null} if there is none or it was not asked for
 */
record OpenLog(
        ReadableLog log, NioStorage storage, @Nullable Keyring keyring) implements AutoCloseable {

    /** Whether the records can be read. */
    boolean isReadable() {
        return keyring != null || log.segments().stream().noneMatch(segment -> segment.sealed());
    }

    /** Says beside what is shown that the log is damaged; returns the exit code. */
    int warn(Streams streams) {
        CorruptLogException damage = log.recovery().damage();
        if (damage == null) {
            return ExitCode.FINE;
        }
        streams.err()
                .println(streams.style().bad("damaged: ") + damage.getMessage()
                        + "\n  what is shown is what comes before it; see:" + " duramen log verify "
                        + storage.describe(""));
        return ExitCode.DAMAGE;
    }

    @Override
    public void close() {
        try {
            log.close();
        } finally {
            if (keyring != null) {
                keyring.close();
            }
        }
    }
}
