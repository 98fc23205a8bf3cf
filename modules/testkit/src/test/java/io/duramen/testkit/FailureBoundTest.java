// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How sure so many trials without a failure make one. */
class FailureBoundTest {

    @Test
    @Tag("S1.62")
    void withoutFailuresItIsTheClosedForm() {
        assertEquals(0.0295130, FailureBound.upper(0, 100, 0.95), 1e-7);
        assertEquals(0.0002995284, FailureBound.upper(0, 10_000, 0.95), 1e-10);
        assertEquals(0.95, FailureBound.upper(0, 1, 0.95), 1e-12);
    }

    /** From the tables of the beta distribution: the 95 % point of Beta(k + 1, n - k). */
    @Test
    @Tag("S1.62")
    void withFailuresItIsThatOfClopperAndPearson() {
        assertEquals(0.3941633, FailureBound.upper(1, 10, 0.95), 1e-6);
        assertEquals(0.5069013, FailureBound.upper(2, 10, 0.95), 1e-6);
        assertEquals(1, FailureBound.upper(10, 10, 0.95));
    }

    @Test
    @Tag("S1.62")
    void theRuleOfThreeIsAlwaysAboveItAndNear() {
        for (long n = 30; n <= 1_000_000; n *= 3) {
            double exact = FailureBound.upper(0, n, 0.95);
            assertTrue(FailureBound.ruleOfThree(n) > exact);
            assertEquals(exact, FailureBound.ruleOfThree(n), exact * 0.06);
        }
    }

    @Test
    void withoutTrialsNothingIsSure() {
        assertEquals(1, FailureBound.upper(0, 0, 0.95));
        assertEquals(1, FailureBound.ruleOfThree(0));
        assertThrows(IllegalArgumentException.class, () -> FailureBound.upper(2, 1, 0.95));
        assertThrows(IllegalArgumentException.class, () -> FailureBound.upper(0, 1, 1));
    }
}
