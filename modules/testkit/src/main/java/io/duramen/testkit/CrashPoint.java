// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import java.util.SplittableRandom;

/**
 * One crash of a {@link CrashRunner}; everything drawn for it follows from these five.
 *
 * @param sectorSize the device's
 * @param names the file system's rule
 * @param operation in which the power fails
 * @param damage the number of the state drawn for it; 0 keeps nothing pending, 1 everything
 * @param seed the runner's
 */
record CrashPoint(int sectorSize, NameOrder names, long operation, int damage, long seed) {

    static CrashPoint parse(String text) {
        String[] words = text.strip().split(" +", -1);
        if (words.length != 5) {
            throw new IllegalArgumentException(
                    "not a crash: \"" + text + "\": expected sector size, names, operation, damage and seed");
        }
        return new CrashPoint(
                Integer.parseInt(words[0]),
                NameOrder.valueOf(words[1]),
                Long.parseLong(words[2]),
                Integer.parseInt(words[3]),
                Long.parseLong(words[4]));
    }

    SimOptions on(SimOptions base) {
        return base.withSectorSize(sectorSize).withNames(names);
    }

    long damageSeed() {
        return damage < 2 ? damage : random().nextLong() | 2; // neither 0 nor 1
    }

    SplittableRandom random() {
        return new SplittableRandom(((seed * 31 + operation) * 31 + damage) * 31
                + sectorSize
                + names.name().hashCode());
    }

    @Override
    public String toString() {
        return sectorSize + " " + names + " " + operation + " " + damage + " " + seed;
    }
}
