// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.examples.engine;

import io.duramen.wal.LogCursor;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.WriteAheadLog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Brings a store to where its log is: validate, warn, replay what is missing. */
final class Replay {
    private final WriteAheadLog log;
    private final DataStore data;
    private final Consumer<String> listener;
    private final List<String> warnings = new ArrayList<>();

    Replay(WriteAheadLog log, DataStore data, Consumer<String> listener) {
        this.log = log;
        this.data = data;
        this.listener = listener;
    }

    EngineRecovery run() {
        long applied = data.applied();
        validate(applied);
        warnOfLog(log.recovery());
        warnOfStore(applied);
        boolean unbound = data.log() == null;
        if (unbound) {
            data.follow(log.logId());
        }
        long replayed = replay(applied);
        if (unbound || replayed > 0) {
            data.sync(); // else the next open would do it all again
        }
        return new EngineRecovery(applied, log.durableLsn(), replayed, warnings);
    }

    /** The log itself was verified when it was opened; what remains is whether the two fit together. */
    private void validate(long applied) {
        String follows = data.log();
        if (follows == null && log.durableLsn() > 0) {
            throw StoreLogMismatchException.unbound(log.durableLsn());
        }
        if (follows != null && !follows.equals(log.logId().toString())) {
            throw StoreLogMismatchException.foreign(follows, log.logId().toString());
        }
        if (applied > log.durableLsn()) {
            throw StoreLogMismatchException.storeAhead(applied, log.durableLsn());
        }
        if (applied + 1 < log.firstLsn()) {
            throw StoreLogMismatchException.storeBehind(applied, log.firstLsn());
        }
    }

    private void warnOfLog(LogRecovery found) {
        if (!found.cleanShutdown()) {
            warn("the log was not closed in order");
        }
        if (found.unproven() > 0) {
            warn(
                    found.unproven()
                            + " records at the end of the log were whole and nobody knows whether they were acknowledged; they are kept");
        }
        if (found.tornBytes() > 0) {
            warn(found.tornBytes() + " bytes of a write that never finished were left behind: " + found.tornDetail());
        }
        found.notes().forEach(this::warn);
        found.quarantined().forEach(file -> warn(file + " was moved to quarantine"));
        found.foreign().forEach(file -> warn(file + " is not the log's and was left alone"));
    }

    private void warnOfStore(long applied) {
        if (data.log() == null) {
            warn("the making of the log was cut short; the store is the state before transaction 1");
        }
        if (applied + 1 < log.checkpointLsn()) {
            warn("the store had said it holds everything below transaction " + log.checkpointLsn()
                    + ", and holds it up to " + applied + "; the log still has the rest");
        }
        if (applied < log.durableLsn()) {
            warn("the store lacks " + (log.durableLsn() - applied) + " transactions from " + (applied + 1) + " on");
        }
    }

    private long replay(long applied) {
        long replayed = 0;
        try (LogCursor records = log.cursor(applied + 1)) {
            while (records.next()) {
                data.apply(records.lsn(), ChangeCodec.decode(records));
                replayed++;
            }
        }
        return replayed;
    }

    private void warn(String warning) {
        warnings.add(warning);
        listener.accept(warning);
    }
}
