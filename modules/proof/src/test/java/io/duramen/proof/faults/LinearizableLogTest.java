// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.testkit.SimDisk;
import io.duramen.wal.Durability;
import io.duramen.wal.WriteAheadLog;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever threads do to a log at once, each of their calls returns what it would have returned had the calls come one after
 * the other in some order. Lincheck makes up programs for three threads, runs each many times, and looks for that order.
 *
 * <p>The log has no thread of its own here, because a log is made for each run and none is closed: while one is being closed
 * some calls are refused and others, begun before, still succeed, which fits no order. With {@code -Dduramen.scale=10} or
 * more there are as many runs as at night.
 */
public class LinearizableLogTest {
    private static final int SCALE = Integer.getInteger("duramen.scale", 1);

    private final WriteAheadLog log = WriteAheadLog.create(
            SimDisk.create(), TrialLog.options(Durability.WAL, 1).build());

    /** Appends a record of which many fit a segment. */
    @Operation
    public long append() {
        return log.append(TrialLog.payload(1, 100));
    }

    /** Appends a record of which two do not fit one segment. */
    @Operation
    public long appendAndRoll() {
        return log.append(TrialLog.payload(1, TrialLog.LARGE));
    }

    /** Asks what is durable: everything that was acknowledged, and nothing that was not written. */
    @Operation
    public long durable() {
        return log.durableLsn();
    }

    /** Makes everything durable that was appended before. */
    @Operation
    public long sync() {
        return log.sync();
    }

    /** Removes what nobody needs. */
    @Operation
    public long checkpoint() {
        return log.checkpoint(1);
    }

    @Test
    @Tag("S3.07")
    @Tag("S3.59")
    void callsOfSeveralThreadsReturnAsIfTheyHadComeOneAfterTheOther() {
        new StressOptions()
                .iterations(SCALE < 10 ? 30 : 200)
                .invocationsPerIteration(SCALE < 10 ? 250 : 5_000)
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(2)
                .check(LinearizableLogTest.class);
    }
}
