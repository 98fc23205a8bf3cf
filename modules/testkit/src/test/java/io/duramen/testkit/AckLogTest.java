// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AckLogTest {
    @Test
    void aStepBetweenTheLastPromisedAndTheLastTriedMayBeFoundAndNoOther() {
        AckLog log = new AckLog();
        log.acked(1);
        log.acked(2);
        log.tried(3);
        log.tried(4);

        for (long found = 2; found <= 4; found++) {
            log.requireRecovered(found);
        }
        AssertionError lost = assertThrows(AssertionError.class, () -> log.requireRecovered(1));
        AssertionError invented = assertThrows(AssertionError.class, () -> log.requireRecovered(5));
        assertTrue(lost.getMessage().startsWith("lost: step 2"), lost::getMessage);
        assertTrue(invented.getMessage().startsWith("invented: step 5"), invented::getMessage);
    }
}
