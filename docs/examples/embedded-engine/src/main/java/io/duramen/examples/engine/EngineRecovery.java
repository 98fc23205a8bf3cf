// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.examples.engine;

import java.util.List;

/**
 * What {@link LoggedEngine#openWithRecovery} found and did.
 *
 * @param appliedBefore the last transaction the store held, 0 if it held none
 * @param lastLsn the last transaction of the log, which the store holds now
 * @param replayed how many transactions the store lacked and got
 * @param warnings what was found and could be made up for, for people; empty after an orderly close
 */
public record EngineRecovery(long appliedBefore, long lastLsn, long replayed, List<String> warnings) {

    /** Copies the list. */
    public EngineRecovery {
        warnings = List.copyOf(warnings);
    }
}
