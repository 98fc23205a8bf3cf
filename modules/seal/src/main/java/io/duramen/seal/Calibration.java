// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.crypto.spi.Argon2Cost;
import io.duramen.crypto.spi.KeyDerivation;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Finds what a derivation may cost so that it takes about a given time here. Memory comes first, as RFC 9106 advises (section
 * 4): three passes over as much as is allowed, more passes only when that is not enough.
 */
final class Calibration {
    private static final int LANES = Argon2Cost.DEFAULT.lanes();
    private static final int PASSES = Argon2Cost.DEFAULT.passes();
    private static final int MAX_MILLIS = 60_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final KeyDerivation derivation;
    private final LongSupplier nanoTime;

    Calibration(KeyDerivation derivation, LongSupplier nanoTime) {
        this.derivation = derivation;
        this.nanoTime = nanoTime;
    }

    Argon2Cost cost(long targetMillis, int maxMemoryKiB) {
        int floor = Argon2Cost.FLOOR.memoryKiB();
        if (targetMillis < 1 || targetMillis > MAX_MILLIS) {
            throw new IllegalArgumentException(
                    "a derivation takes from 1 to " + MAX_MILLIS + " ms, not " + targetMillis);
        }
        if (maxMemoryKiB < floor || maxMemoryKiB > Argon2Cost.MAX_MEMORY_KIB) {
            throw new IllegalArgumentException(
                    "the memory is from " + floor + " to " + Argon2Cost.MAX_MEMORY_KIB + " KiB, not " + maxMemoryKiB);
        }
        Argon2Cost probe = new Argon2Cost(floor, PASSES, LANES);
        nanos(probe); // warms up what compiles at run time
        Argon2Cost guess = scaled(probe, nanos(probe), targetMillis, maxMemoryKiB);
        return scaled(guess, nanos(guess), targetMillis, maxMemoryKiB);
    }

    /** The cost that would have taken the wanted time at the speed of a cost that was measured. */
    private static Argon2Cost scaled(Argon2Cost measured, long nanos, long targetMillis, int maxMemoryKiB) {
        double perUnit = (double) Math.max(1, nanos) / ((double) measured.memoryKiB() * measured.passes());
        double work = targetMillis * NANOS_PER_MILLI / perUnit; // KiB times passes
        int floor = Argon2Cost.FLOOR.memoryKiB();
        int memory = (int) Math.max(floor, Math.min(maxMemoryKiB, work / PASSES));
        int passes = (int) Math.max(Argon2Cost.FLOOR.passes(), Math.min(Argon2Cost.MAX_PASSES, work / memory));
        return new Argon2Cost(memory, passes, LANES);
    }

    private long nanos(Argon2Cost cost) {
        long start = nanoTime.getAsLong();
        byte[] key = derivation.argon2id(
                "calibration".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                new byte[32],
                new byte[0],
                new byte[0],
                cost,
                32);
        long nanos = nanoTime.getAsLong() - start;
        Arrays.fill(key, (byte) 0);
        return nanos;
    }
}
