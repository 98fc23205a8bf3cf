// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.GatedStorage.Moment;
import io.duramen.testkit.Operation;
import io.duramen.testkit.Operation.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which calls stop at which point. Instead of standing still for ever, the thread is sent away by an exception. */
class PointGateTest {
    private static final String SEGMENT = "wal/0000000000000003.seg";

    private static final class ReachedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static PointGate gate(PowerPoint point, int passed) {
        return new PointGate(point, passed, reached -> {
            assertEquals(point, reached);
            throw new ReachedException();
        });
    }

    private static Operation call(Kind kind, String file) {
        return new Operation(kind, file, null, 0, 100, false);
    }

    @Test
    @Tag("S1.59")
    void aPointInTheWorkIsPassedSoOftenAndThenStoppedAt() {
        PointGate gate = gate(PowerPoint.AFTER_SYNC, 2);
        gate.opened();
        gate.pass(Moment.AFTER, call(Kind.FORCE, SEGMENT));
        gate.pass(Moment.BEFORE, call(Kind.FORCE, SEGMENT));
        gate.pass(Moment.AFTER, call(Kind.FORCE, "MANIFEST.tmp"));
        gate.pass(Moment.AFTER, call(Kind.FORCE, SEGMENT));

        assertThrows(ReachedException.class, () -> gate.pass(Moment.AFTER, call(Kind.FORCE, SEGMENT)));
        assertDoesNotThrow(() -> gate.pass(Moment.AFTER, call(Kind.FORCE, SEGMENT)));
    }

    @Test
    @Tag("S1.59")
    void pointsOfTheOpeningAreThereBeforeItIsOverAndTheOthersAfter() {
        PointGate opening = gate(PowerPoint.RECOVERY_AFTER_RENAME, 0);
        PointGate work = gate(PowerPoint.AFTER_ARMED_RENAME, 0);
        Operation rename = new Operation(Kind.RENAME, "wal/0000000000000003.recovering", SEGMENT, 0, 0, false);

        assertThrows(ReachedException.class, () -> opening.pass(Moment.AFTER, rename));
        assertDoesNotThrow(() -> work.pass(Moment.AFTER, rename));
        opening.opened();
        work.opened();
        assertThrows(ReachedException.class, () -> work.pass(Moment.AFTER, rename));
        assertDoesNotThrow(() -> gate(PowerPoint.RECOVERY_AFTER_RENAME, 0).splits(rename));
    }

    @Test
    void aWriteIsSplitOnlyForAPointInItsMiddle() {
        PointGate middle = gate(PowerPoint.MID_WRITE, 0);
        PointGate before = gate(PowerPoint.BEFORE_WRITE, 0);
        Operation write = call(Kind.WRITE, SEGMENT);

        assertFalse(middle.splits(write));
        middle.opened();
        before.opened();
        assertTrue(middle.splits(write));
        assertFalse(middle.splits(call(Kind.WRITE, "wal/marks")));
        assertFalse(before.splits(write));
    }
}
