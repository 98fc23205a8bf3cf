// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.duramen.base.Feature;
import io.duramen.clock.ClockInfo;
import io.duramen.clock.CpuClock;
import io.duramen.clock.CpuClocks;
import io.duramen.clock.ThreadRef;
import io.duramen.clock.spi.CpuClockProvider;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The contract is worth what it refuses: clocks that are wrong in the ways clocks have been wrong. */
class CpuClockContractTest {
    private static final CpuClock GOOD = CpuClocks.named("jdk").orElseThrow().open();

    @Test
    @Tag("F14")
    void aClockThatReadsTheCallerInsteadOfTheCapturedThreadIsRefused() {
        CpuClockContract contract = contractOf(new Wrong() {
            @Override
            public long nanos(ThreadRef thread) {
                return GOOD.currentNanos();
            }
        });

        refused(contract::whatACapturedThreadBurnsIsSeenByTheThreadThatWatches);
        refused(contract::aThreadThatWaitsStandsStillWhileItsWatcherBurns);
        refused(contract::ofManyThreadsEachReadsItsOwn);
        refused(contract::aThreadThatHasEndedReadsUnknownAlsoWhenOthersHaveCome);
    }

    @Test
    @Tag("F14")
    void aClockThatAnswersZeroWhenItFailsIsRefused() {
        CpuClockContract contract = contractOf(new Wrong() {
            @Override
            public long nanos(ThreadRef thread) {
                return 0;
            }
        });

        refused(contract::aCapturedThreadReadsBetweenItsOwnReadings);
        refused(contract::aThreadThatHasEndedReadsUnknownAlsoWhenOthersHaveCome);
        refused(contract::aClosedReferenceReadsUnknownAndMayBeClosedAgain);
    }

    @Test
    void aClockInPicosecondsIsRefused() {
        CpuClockContract contract = contractOf(new Wrong() {
            @Override
            public long currentNanos() {
                return GOOD.currentNanos() * 1000;
            }
        });

        refused(contract::aThreadUsesNoMoreProcessorTimeThanPasses);
    }

    @Test
    void aClockThatGoesBackIsRefused() {
        CpuClockContract contract = contractOf(new Wrong() {
            private long reads;

            @Override
            public long currentNanos() {
                return GOOD.currentNanos() - (++reads % 1000 == 0 ? 1_000_000 : 0);
            }
        });

        refused(contract::theClockOfAThreadGoesOnAndNeverBack);
    }

    private static void refused(Executable test) {
        assertThrows(AssertionError.class, test);
    }

    private static CpuClockContract contractOf(CpuClock clock) {
        return new CpuClockContract() {
            @Override
            protected CpuClockProvider provider() {
                return new WrongProvider(clock);
            }
        };
    }

    /** A clock that is right but for what a test overrides. */
    private static class Wrong implements CpuClock {
        @Override
        public long currentNanos() {
            return GOOD.currentNanos();
        }

        @Override
        public ThreadRef capture() {
            return GOOD.capture();
        }

        @Override
        public long nanos(ThreadRef thread) {
            return GOOD.nanos(thread);
        }

        @Override
        public ClockInfo info() {
            return GOOD.info();
        }
    }

    private record WrongProvider(CpuClock clock) implements CpuClockProvider {
        @Override
        public String name() {
            return "wrong";
        }

        @Override
        public int priority() {
            return BY_NAME;
        }

        @Override
        public boolean isAvailable() {
            return true;
        }

        @Override
        public List<Feature> probe() {
            return List.of(Feature.supported("current-thread"));
        }

        @Override
        public CpuClock open() {
            return clock;
        }
    }
}
