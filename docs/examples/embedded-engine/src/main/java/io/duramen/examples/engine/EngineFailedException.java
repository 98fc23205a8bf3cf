// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.examples.engine;

import java.util.Map;

/**
 * A transaction is in the log and the store did not take it. It is not lost: the next {@link LoggedEngine#openWithRecovery} replays
 * it. Until then the engine refuses everything, so that nothing is applied on top of what is missing.
 */
public final class EngineFailedException extends EngineException {
    private static final long serialVersionUID = 1L;

    EngineFailedException(long lsn, Throwable cause) {
        super(
                "ENGINE_FAILED",
                "transaction " + lsn + " is in the log, and the store did not take it: " + cause,
                Map.of("lsn", lsn),
                "open the engine again, which replays it; duramen log verify tells whether the log is whole",
                cause);
    }
}
