// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto.spi;

/**
 * What an Argon2 derivation costs. The bounds keep a crafted file from exhausting the machine; they are checked before
 * anything is allocated.
 *
 * @param memoryKiB memory in KiB, from {@value #MIN_MEMORY_KIB} to {@value #MAX_MEMORY_KIB}
 * @param passes passes over the memory, 1 to {@value #MAX_PASSES}
 * @param lanes lanes, 1 to {@value #MAX_LANES}
 */
public record Argon2Cost(int memoryKiB, int passes, int lanes) {

    /** The least memory: 8 KiB a lane is Argon2's own floor; what may be used for new keys is decided by the keyring. */
    public static final int MIN_MEMORY_KIB = 8;

    /** The most memory: 2 GiB. */
    public static final int MAX_MEMORY_KIB = 2 * 1024 * 1024;

    /** The most passes. */
    public static final int MAX_PASSES = 16;

    /** The most lanes. */
    public static final int MAX_LANES = 16;

    /** The default of Duramen and the second recommendation of RFC 9106: 64 MiB, 3 passes, 4 lanes. */
    public static final Argon2Cost DEFAULT = new Argon2Cost(64 * 1024, 3, 4);

    /** The least that new keys may cost, after OWASP: 19 MiB, 2 passes, 1 lane. */
    public static final Argon2Cost FLOOR = new Argon2Cost(19 * 1024, 2, 1);

    /** Checks the bounds. */
    public Argon2Cost {
        if (memoryKiB < MIN_MEMORY_KIB * Math.max(1, lanes) || memoryKiB > MAX_MEMORY_KIB) {
            throw new IllegalArgumentException("Argon2 memory must be from " + MIN_MEMORY_KIB + " KiB a lane to "
                    + MAX_MEMORY_KIB + " KiB, is " + memoryKiB + " KiB");
        }
        if (passes < 1 || passes > MAX_PASSES) {
            throw new IllegalArgumentException("Argon2 passes must be from 1 to " + MAX_PASSES + ", is " + passes);
        }
        if (lanes < 1 || lanes > MAX_LANES) {
            throw new IllegalArgumentException("Argon2 lanes must be from 1 to " + MAX_LANES + ", is " + lanes);
        }
    }
}
