// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.natives;

import java.util.Locale;

/** The operating systems that Duramen tells apart. */
public enum OperatingSystem {
    /** Linux, whatever the C library. */
    LINUX,
    /** Windows. */
    WINDOWS,
    /** macOS. */
    MACOS,
    /** Any other; what is built in works there, nothing native does. */
    OTHER;

    /**
     * Returns the system this JVM runs on.
     *
     * @return the system
     */
    public static OperatingSystem current() {
        return named(System.getProperty("os.name", ""));
    }

    /**
     * Returns the system of a name.
     *
     * @param osName what Java calls {@code os.name}
     * @return the system, {@link #OTHER} if the name is not known
     */
    public static OperatingSystem named(String osName) {
        String name = osName.toLowerCase(Locale.ROOT);
        if (name.equals("linux")) {
            return LINUX;
        }
        if (name.startsWith("windows")) {
            return WINDOWS;
        }
        if (name.startsWith("mac os") || name.equals("darwin")) {
            return MACOS;
        }
        return OTHER;
    }
}
