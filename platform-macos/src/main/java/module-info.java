// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What only macOS can do, called through JNA: clocks of threads, space reservation, barriers and full syncs, memory for secrets.
 *
 * <p><b>Layout-verified, never executed on macOS:</b> constants, layouts and symbols are those of Apple's headers, as a compiler
 * read them; what the calls do there is known from Apple's sources and manual pages alone.
 *
 * <p>Exports nothing; found as services. On another system, or where native access is refused, its providers say so and the
 * built-in ones are taken. {@code LibSystem} names what is called of the C library.
 */
@org.jspecify.annotations.NullMarked
module io.duramen.platform.macos {
    requires static org.jspecify; // annotations only; not needed at run time
    requires io.duramen.clock;
    requires io.duramen.storage;
    requires io.duramen.crypto;
    requires io.duramen.natives;
    requires com.sun.jna;

    // Direct mapping with primitives and arrays, and an interface that is implemented for JNA by the JDK: nothing need
    // be
    // opened to JNA.

    provides io.duramen.clock.spi.CpuClockProvider with
            io.duramen.platform.macos.MacCpuClockProvider;
    provides io.duramen.storage.spi.StorageExtras with
            io.duramen.platform.macos.MacStorageExtras;
    provides io.duramen.crypto.spi.SecretMemoryProvider with
            io.duramen.platform.macos.MacSecretMemoryProvider;
}
