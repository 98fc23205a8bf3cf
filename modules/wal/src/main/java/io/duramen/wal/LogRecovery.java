// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found when a log was opened, and what was done about it.
 *
 * @param cleanShutdown whether the log had been closed in order
 * @param segments how many segments were verified
 * @param frames how many frames were verified
 * @param firstLsn the first record held
 * @param lastLsn the last record held
 * @param unproven how many records at the end were whole but not proven durable; an open for writing writes them again and
 *     forces them before it returns
 * @param tornBytes how many bytes of a write that never finished were left behind; they stay where they are as evidence
 * @param tornDetail what the unfinished write looked like, or {@code null}
 * @param notes what was found and tolerated or mended, for people
 * @param quarantined files of an interrupted recovery, and segments with an unfinished write, moved to the quarantine
 *     directory
 * @param foreign files that are not the log's and were left alone
 * @param damage what is damaged, or {@code null}; only a log opened read-only can be damaged
 * @param duration how long it took
 */
public record LogRecovery(
        boolean cleanShutdown,
        int segments,
        long frames,
        long firstLsn,
        long lastLsn,
        long unproven,
        long tornBytes,
        @Nullable String tornDetail,
        List<String> notes,
        List<String> quarantined,
        List<String> foreign,
        @Nullable CorruptLogException damage,
        Duration duration) {

    /** Copies the lists. */
    public LogRecovery {
        notes = List.copyOf(notes);
        quarantined = List.copyOf(quarantined);
        foreign = List.copyOf(foreign);
    }
}
