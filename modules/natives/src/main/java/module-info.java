// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The one place that loads JNA and explains a refusal.
 *
 * <p>The operating system's C functions are called by the platform modules; they ask here first. On JDK 24 and later a JVM can
 * refuse native access or warn of it; the flag that grants it names the module {@code com.sun.jna}, or {@code ALL-UNNAMED} on
 * the class path and in OSGi. None of Duramen's own modules needs a flag.
 */
@SuppressWarnings("module") // the modules named below are compiled after this one
@org.jspecify.annotations.NullMarked
module io.duramen.natives {
    requires static transitive org.jspecify; // annotations only; not needed at run time
    requires transitive io.duramen.base;
    requires com.sun.jna;

    exports io.duramen.natives to
            io.duramen.platform.linux,
            io.duramen.platform.windows,
            io.duramen.platform.macos,
            io.duramen.kdf.jna;
}
