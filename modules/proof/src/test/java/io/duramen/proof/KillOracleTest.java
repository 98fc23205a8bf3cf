// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The judge of the kills is judged: it must see every way in which a range can be wrong. */
class KillOracleTest {
    private final KillOracle oracle = new KillOracle();

    @Test
    @Tag("S1.62")
    void aRangeThatLosesInventsOrBeginsLateIsFound() {
        hear("TRY 1", "ACK 1", "TRY 2", "TRY 3", "ACK 2");

        assertThrows(WrongContentException.class, () -> oracle.check(range(2, 3), "here"), "the beginning is lost");
        assertThrows(WrongContentException.class, () -> oracle.check(range(1, 1), "here"), "2 is lost");
        assertThrows(WrongContentException.class, () -> oracle.check(range(1, 4), "here"), "4 is invented");
        assertEquals(new KillOracle.Unpromised(0, 1), oracle.check(range(1, 2), "here"));
        assertEquals(2, oracle.takeAcks());
        assertEquals(0, oracle.takeAcks());
    }

    @Test
    void whatWasRecoveredOnceMayNotVanishLater() {
        hear("TRY 1", "ACK 1", "TRY 2");
        assertEquals(new KillOracle.Unpromised(1, 0), oracle.check(range(1, 2), "here"));

        assertThrows(WrongContentException.class, () -> oracle.check(range(1, 1), "here"));
        assertEquals(new KillOracle.Unpromised(0, 0), oracle.check(range(1, 2), "here"));
    }

    @Test
    void theEndOfTheLinesIsToldFromALine() {
        assertTrue(oracle.hear("TRY 1"));
        assertFalse(oracle.hear(null));
        assertThrows(WrongContentException.class, () -> oracle.hear("DONE 1"));
    }

    private void hear(String... lines) {
        List.of(lines).forEach(oracle::hear);
    }

    private static CrashRange range(long first, long last) {
        return new CrashRange(first, last, 0, 0);
    }
}
