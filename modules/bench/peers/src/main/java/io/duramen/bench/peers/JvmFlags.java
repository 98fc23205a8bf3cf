// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import java.util.ArrayList;
import java.util.List;

/** Flags for libraries that load native code or reach into the JDK. */
final class JvmFlags {
    private static final int ASKS_FOR_NATIVE_ACCESS = 24;

    private JvmFlags() {}

    /** For a library that loads native code or uses {@code sun.misc.Unsafe}; older JDKs do not know the flags and need none. */
    static List<String> nativeAccess(String... others) {
        List<String> flags = new ArrayList<>(List.of(others));
        if (Runtime.version().feature() >= ASKS_FOR_NATIVE_ACCESS) {
            flags.add("--enable-native-access=ALL-UNNAMED");
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return flags;
    }
}
