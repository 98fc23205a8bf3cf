// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.Storage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Subjects whose power fails everywhere, and what is counted of it. */
class PowerTestTest {

    /** The journal of the guide; with a seed of which it forgets to keep a promise. */
    private record JournalSubject(String name, long brokenSeed) implements PowerSubject {

        @Override
        public String what() {
            return "five lines";
        }

        @Override
        public void run(Storage storage, AckLog log, long seed) {
            JournalCrashTest.work(storage, log);
            if (seed == brokenSeed) {
                log.acked(6);
            }
        }

        @Override
        public void verify(Storage storage, AckLog log, long seed) {
            JournalCrashTest.check(storage, log);
        }
    }

    private static PowerTest test(PowerSubject... subjects) {
        return PowerTest.of(List.of(subjects));
    }

    @Test
    @Tag("S1.62")
    void everyStateIsCountedUnderThePointAtWhichThePowerFailed() {
        PowerTally tally = test(new JournalSubject("journal", -1)).run().get(0);

        assertEquals(List.of(0L), tally.seeds());
        assertEquals(
                tally.states(),
                tally.points().values().stream().mapToLong(Long::longValue).sum());
        assertEquals(
                Set.of("after the last operation", "create", "write", "force", "sync directory", "truncate"),
                tally.points().keySet());
        // four kinds of disk with eight states of each crash, and one with three
        assertEquals(5 * (tally.operations() + 1), tally.crashes());
        assertEquals((4 * 8 + 3) * (tally.operations() + 1), tally.states());
        assertTrue(tally.verifications() > 2 * tally.states(), tally::toString);
        assertTrue(tally.recoveryCrashes() > 0, tally::toString);
    }

    @Test
    void roundsFollowUntilEnoughStatesWereSeenEachWithASeedOfItsOwn() {
        PowerTally once = test(new JournalSubject("journal", -1)).seed(7).run().get(0);
        List<String> at = Collections.synchronizedList(new ArrayList<>());
        List<PowerTally> twice = test(new JournalSubject("a", -1), new JournalSubject("b", -1))
                .seed(7)
                .states(2 * once.states() + 1)
                .inParallel()
                .watch((subject, states) -> at.add(subject))
                .run();

        assertEquals(List.of(7L, 8L), twice.get(0).seeds());
        assertEquals(List.of(7L, 8L), twice.get(1).seeds());
        assertEquals(2 * once.states(), twice.get(0).states());
        assertEquals(new TreeSet<>(List.of("a", "b")), new TreeSet<>(at));
    }

    @Test
    void aFailureNamesItsSubjectAndIsSeenAgainAlone() {
        PowerTest test = test(new JournalSubject("sound", -1), new JournalSubject("broken", 3))
                .seed(3)
                .onTheWorstDiskOnly();

        PowerTestFailure failure = assertThrows(PowerTestFailure.class, test::run);

        assertEquals("broken", failure.subject());
        String point = failure.crash().point();
        assertThrows(CrashFailure.class, () -> test.replay("broken", point));
        test.replay("sound", point);
        assertThrows(IllegalArgumentException.class, () -> test.replay("nobody", point));
    }

    @Test
    void theWorstDiskIsOneOfFive() {
        PowerTally worst = test(new JournalSubject("journal", -1))
                .onTheWorstDiskOnly()
                .run()
                .get(0);

        assertEquals((8 + 3) * (worst.operations() + 1), worst.states());
    }
}
