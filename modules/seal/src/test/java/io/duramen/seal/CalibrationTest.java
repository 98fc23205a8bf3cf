// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.duramen.base.Feature;
import io.duramen.crypto.spi.Argon2Cost;
import io.duramen.crypto.spi.KeyDerivation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Costs on machines of every speed, whose derivations take no time but that of an injected clock. */
class CalibrationTest {
    private static final int MIB = 1024;

    private long nanos;

    @Test
    void aFastMachineGetsAllTheMemoryAllowedAndThenMorePasses() {
        assertEquals(new Argon2Cost(256 * MIB, 16, 4), cost(0.1, 500, 256 * MIB));
        assertEquals(new Argon2Cost(64 * MIB, 7, 4), cost(1, 500, 64 * MIB));
    }

    @Test
    void anOrdinaryMachineGetsAsMuchMemoryAsThreePassesLeaveRoomFor() {
        assertEquals(new Argon2Cost(166_666, 3, 4), cost(1, 500, 1024 * MIB));
        assertEquals(new Argon2Cost(33_333, 3, 4), cost(5, 500, 1024 * MIB));
    }

    @Test
    void aSlowMachineIsNotLetUnderTheFloor() {
        assertEquals(new Argon2Cost(19 * MIB, 2, 4), cost(1_000, 500, 1024 * MIB));
        assertEquals(new Argon2Cost(19 * MIB, 2, 4), cost(5, 1, 19 * MIB));
    }

    @Test
    void aTimeOrAMemoryThatMakesNoSenseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> cost(1, 0, 64 * MIB));
        assertThrows(IllegalArgumentException.class, () -> cost(1, 60_001, 64 * MIB));
        assertThrows(IllegalArgumentException.class, () -> cost(1, 500, 19 * MIB - 1));
        assertThrows(IllegalArgumentException.class, () -> cost(1, 500, Integer.MAX_VALUE));
    }

    @Test
    void theOptionsTakeWhatWasFound() {
        KeyringOptions options =
                KeyringOptions.defaults().withKeyDerivation(new Machine(1)).calibrate(500, 64 * MIB, () -> nanos);
        assertEquals("KeyringOptions[" + new Argon2Cost(64 * MIB, 7, 4) + "]", options.toString());
    }

    private Argon2Cost cost(double microsPerKiB, long millis, int memory) {
        return new Calibration(new Machine(microsPerKiB), () -> nanos).cost(millis, memory);
    }

    /** Takes its time by the injected clock. */
    private final class Machine implements KeyDerivation {
        private final double microsPerKiB;

        Machine(double microsPerKiB) {
            this.microsPerKiB = microsPerKiB;
        }

        @Override
        public byte[] argon2id(
                byte[] password, byte[] salt, byte[] secret, byte[] associatedData, Argon2Cost cost, int length) {
            nanos += (long) (microsPerKiB * 1000 * cost.memoryKiB() * cost.passes());
            return new byte[length];
        }

        @Override
        public String name() {
            return "machine";
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
            return List.of();
        }
    }
}
