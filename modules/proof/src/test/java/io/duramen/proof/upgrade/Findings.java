// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.upgrade;

import io.duramen.base.Progress;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogQuery;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.LogReplay;
import io.duramen.wal.ReadableLog;

/** What is in a log and what its end was taken for, in a text that stays the same as long as both do. */
final class Findings {
    private Findings() {}

    static String of(ReadableLog log) {
        LogRecovery recovery = log.recovery();
        CorruptLogException damage = recovery.damage();
        LogReplay.Report replay = LogReplay.run(log, LogQuery.from(log.firstLsn()), record -> {}, Progress.NONE);
        return "log " + log.logId() + "\n"
                + "  records " + log.firstLsn() + " to " + log.durableLsn() + ", needed from " + log.checkpointLsn()
                + "\n"
                + "  payloads " + replay.payloadBytes() + " bytes, digest " + replay.digest() + "\n"
                + "  " + (recovery.cleanShutdown() ? "closed in order" : "not closed in order")
                + (recovery.tornDetail() == null ? ", no torn tail" : ", a torn tail")
                + (damage == null ? ", no damage" : ", " + damage.code()) + "\n";
    }
}
