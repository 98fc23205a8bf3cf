// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * How much processor time a thread has used: the service interface, its finder, and an implementation by the JDK.
 *
 * <p>Start with {@link io.duramen.clock.CpuClock}. Better clocks for one operating system are added by providers of {@link
 * io.duramen.clock.spi.CpuClockProvider}.
 */
@org.jspecify.annotations.NullMarked
module io.duramen.clock {
    requires static transitive org.jspecify; // annotations only; not needed at run time
    requires transitive io.duramen.base;

    // Not "static": a module path or a jlink image would then leave it out unasked, and with it the only clock in plain
    // Java.
    requires java.management;

    exports io.duramen.clock;
    exports io.duramen.clock.spi;

    uses io.duramen.clock.spi.CpuClockProvider;

    provides io.duramen.clock.spi.CpuClockProvider with
            io.duramen.clock.jdk.JdkCpuClockProvider;
}
