// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** Leaves memory out of what Windows Error Reporting collects when a process dies. From Windows 10 1703 on. */
final class ErrorReports {
    private static final int S_OK = 0;

    private ErrorReports() {}

    /** Tells whether the memory is left out from now on. */
    static boolean leaveOut(long address, long length) {
        return length <= Integer.MAX_VALUE
                && Once.BOUND
                && Calls.WerRegisterExcludedMemoryBlock(address, (int) length) == S_OK;
    }

    static void takeIn(long address) {
        if (Once.BOUND) {
            Calls.WerUnregisterExcludedMemoryBlock(address);
        }
    }

    private static final class Once {
        static final boolean BOUND = bind();

        private static boolean bind() {
            try {
                Native.register(Calls.class, NativeLibrary.getInstance("kernel32"));
                return true;
            } catch (UnsatisfiedLinkError older) {
                return false;
            }
        }
    }

    /** Apart from {@link Kernel32}, all of which a missing function would take along. */
    @SuppressWarnings("checkstyle:MethodName") // named as in C, which is how JNA finds them
    private static final class Calls {
        static native int WerRegisterExcludedMemoryBlock(long address, int size);

        static native int WerUnregisterExcludedMemoryBlock(long address);
    }
}
