// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.commit.ReadableStore;

/** Says beside a good answer that it comes from a damaged store. */
final class Damage {
    private Damage() {}

    /** Warns if need be; returns the exit code. */
    static int warn(Streams streams, ReadableStore store) {
        String damage = store.recoveryReport().damage();
        if (damage == null) {
            return ExitCode.FINE;
        }
        streams.err()
                .println(streams.style().bad("damaged: ") + damage + "\n  what is shown is the state up to record "
                        + store.lsn() + ", which is verified; see: duramen inspect "
                        + store.recoveryReport().directory());
        return ExitCode.DAMAGE;
    }
}
