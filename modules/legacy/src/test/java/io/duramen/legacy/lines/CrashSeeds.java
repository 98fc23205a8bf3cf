// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

/** The two crashes of a {@link io.duramen.testkit.SimDisk} that leave nothing to luck. */
final class CrashSeeds {
    /** Whatever was not durable is gone. */
    static final long NOTHING = 0;

    /** Whatever was written is there. */
    static final long EVERYTHING = 1;

    private CrashSeeds() {}
}
