// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.testkit.CrashReport;
import io.duramen.testkit.CrashRunner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;

/** The time of day stands still, runs backwards, and jumps by up to ten years between any two looks at it. */
final class ClockJumps implements Suite {
    private static final Duration TEN_YEARS = Duration.ofDays(3653);

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public String what() {
        return "the clock frozen, backwards, jumping by ten years, through crashes too: order and content do not follow it";
    }

    @Override
    public long build() {
        return 3_000;
    }

    @Override
    public long nightly() {
        return 200_000;
    }

    @Override
    public void run(long cases, long seed, Outcomes outcomes) {
        for (long round = 0; outcomes.of("states") < cases; round++) {
            for (Way way : Way.values()) {
                for (Program program : List.of(Program.GROUPS, Program.CHECKPOINTS, Program.REOPEN)) {
                    long from = seed + round;
                    CrashReport report = CrashRunner.of(
                                    (storage, acks) -> program.run(storage, acks, new Wild(way, from)),
                                    (storage, acks) -> program.check(storage, acks, new Wild(way, from + 1)))
                            .damages(3)
                            .sectorSizes(512)
                            .seed(from)
                            .inParallel()
                            .run();
                    outcomes.add("states", report.states());
                    outcomes.add("recoveries", report.verifications());
                }
            }
        }
    }

    private enum Way {
        FROZEN,
        BACKWARDS,
        JUMPING,
        TEN_YEARS_BACK_AT_THE_RESTART
    }

    /** A clock nobody should rely on. */
    private static final class Wild extends Clock {
        private final Way way;
        private final SplittableRandom random;
        private Instant now;

        Wild(Way way, long seed) {
            this.way = way;
            this.random = new SplittableRandom(seed);
            Instant start = Instant.parse("2026-01-02T03:04:05Z");
            this.now = way == Way.TEN_YEARS_BACK_AT_THE_RESTART && seed % 2 == 1 ? start.minus(TEN_YEARS) : start;
        }

        @Override
        public synchronized Instant instant() {
            switch (way) {
                case BACKWARDS -> now = now.minusMillis(1 + random.nextInt(100_000));
                case JUMPING -> now = jump();
                default -> {}
            }
            return now;
        }

        private Instant jump() {
            long years = TEN_YEARS.toMillis();
            return Instant.parse("2026-01-02T03:04:05Z").plusMillis(random.nextLong(-years, years));
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("the log has no use for zones");
        }
    }
}
