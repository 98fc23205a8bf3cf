// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** The events of the flight recorder; they can be loaded only where there is one. */
@SuppressWarnings("UnusedVariable") // the flight recorder reads the fields
final class FlightEvents implements Flight {

    @Category({"Duramen", "Sentinel"})
    @StackTrace(false)
    private abstract static class SentinelEvent extends Event {
        @Label("Kind")
        String kind = "";
    }

    @Name("io.duramen.sentinel.Violation")
    @Label("Violation")
    @Description("A transaction used its threshold of processor time, or may have")
    @StackTrace // of the end of the transaction, or of who looked at one that goes on
    private static final class BurstFound extends SentinelEvent {
        @Label("Transaction")
        String label = "";

        @Label("Verdict")
        String verdict = "";

        @Label("Watched Thread")
        long threadId;

        @Label("Threshold")
        @Timespan
        long threshold;

        @Label("Wall Time")
        @Timespan
        long wall;

        @Label("Processor Time At Least")
        @Timespan
        long least;

        @Label("Processor Time At Most")
        @Timespan
        long most;

        @Label("Running")
        boolean running;
    }

    private abstract static class CrisisEvent extends SentinelEvent {
        @Label("Cause")
        String cause = "";

        @Label("Bursts In Window")
        int bursts;

        @Label("Share Of Processors")
        double share;

        void tell(Crisis crisis) {
            kind = crisis.kind();
            cause = crisis.cause().name();
            bursts = crisis.bursts();
            share = crisis.share();
            commit();
        }
    }

    @Name("io.duramen.sentinel.CrisisBegan")
    @Label("Crisis Began")
    @Description("Too much processor time is burned altogether")
    private static final class CrisisBegan extends CrisisEvent {}

    @Name("io.duramen.sentinel.CrisisEnded")
    @Label("Crisis Ended")
    @Description("It has been calm for three windows")
    private static final class CrisisEnded extends CrisisEvent {}

    @Override
    public void violation(Violation violation) {
        BurstFound event = new BurstFound();
        String label = violation.label();
        event.kind = violation.kind();
        event.label = label == null ? "" : label;
        event.verdict = violation.verdict().name();
        event.threadId = violation.threadId();
        event.threshold = violation.thresholdNanos();
        event.wall = violation.profile().wallNanos();
        event.least = violation.profile().leastNanos();
        event.most = violation.profile().mostNanos();
        event.running = violation.running();
        event.commit();
    }

    @Override
    public void crisisBegan(Crisis crisis) {
        new CrisisBegan().tell(crisis);
    }

    @Override
    public void crisisEnded(Crisis crisis) {
        new CrisisEnded().tell(crisis);
    }
}
