// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What only Windows can do, called through JNA: clocks of threads, space reservation, directory syncs, renames that wait for
 * the device, memory for secrets.
 *
 * <p>Exports nothing; found as services. On another system, or where native access is refused, its providers say so and the
 * built-in ones are taken. One class, {@code Kernel32}, maps the system library.
 */
@org.jspecify.annotations.NullMarked
module io.duramen.platform.windows {
    requires static org.jspecify; // annotations only; not needed at run time
    requires io.duramen.clock;
    requires io.duramen.storage;
    requires io.duramen.crypto;
    requires io.duramen.natives;
    requires com.sun.jna;

    // Direct mapping with primitives and arrays: nothing need be opened to JNA.

    provides io.duramen.clock.spi.CpuClockProvider with
            io.duramen.platform.windows.WindowsCpuClockProvider;
    provides io.duramen.storage.spi.StorageExtras with
            io.duramen.platform.windows.WindowsStorageExtras;
    provides io.duramen.crypto.spi.SecretMemoryProvider with
            io.duramen.platform.windows.WindowsSecretMemoryProvider;
}
