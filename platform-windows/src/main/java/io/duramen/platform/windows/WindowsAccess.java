// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import com.sun.jna.Native;
import io.duramen.natives.NativeAccess;
import io.duramen.natives.Natives;
import io.duramen.natives.OperatingSystem;

/** Tells whether {@link Kernel32} can be called. Asking this first keeps it from being loaded where it would not link. */
final class WindowsAccess {
    private WindowsAccess() {}

    /** Returns the same answer whenever asked. */
    static NativeAccess get() {
        return Once.ACCESS;
    }

    static boolean granted() {
        return get() instanceof NativeAccess.Granted;
    }

    static NativeAccess find(String osName) {
        if (OperatingSystem.named(osName) != OperatingSystem.WINDOWS) {
            return new NativeAccess.Refused("this is " + osName + ", not Windows", null);
        }
        NativeAccess jna = Natives.access();
        if (jna instanceof NativeAccess.Refused) {
            return jna;
        }
        if (Native.POINTER_SIZE != Long.BYTES) {
            return new NativeAccess.Refused("this is a 32-bit JVM", "use a 64-bit one");
        }
        return Natives.attempt(() -> {
            if (Kernel32.GetCurrentThreadId() == 0) { // the first call binds them all
                throw new UnsatisfiedLinkError("Windows gives no number for the calling thread");
            }
            return jna;
        });
    }

    private static final class Once {
        static final NativeAccess ACCESS = find(System.getProperty("os.name", "an unnamed system"));
    }
}
