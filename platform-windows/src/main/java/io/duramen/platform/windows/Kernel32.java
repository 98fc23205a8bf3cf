// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The functions of {@code kernel32.dll} that Duramen calls, mapped directly: no interface, no structures, only integers and
 * arrays. A handle and an address are a {@code long}, a {@code BOOL} an {@code int}, a {@code FILETIME} and a {@code
 * LARGE_INTEGER} an array of one {@code long}, a name the bytes of its UTF-16 and two zeros ({@link WindowsName}).
 *
 * <p>Loading this class binds them; {@link WindowsAccess} does so and catches what goes wrong. A function that fails returns 0,
 * {@code CreateFileW} {@link Win32#INVALID_HANDLE_VALUE}, and leaves its error number in {@link Native#getLastError} of the same
 * thread.
 *
 * <p>The signatures hold on 64-bit Windows.
 */
@SuppressWarnings("checkstyle:MethodName") // named as in C, which is how JNA finds them
final class Kernel32 {
    static {
        Native.register(Kernel32.class, NativeLibrary.getInstance("kernel32"));
    }

    private Kernel32() {}

    static native long GetCurrentThread();

    static native int GetCurrentThreadId();

    static native long GetCurrentProcess();

    static native long OpenThread(int access, int inherit, int threadId);

    static native int CloseHandle(long handle);

    static native int GetThreadTimes(long thread, long[] creation, long[] exit, long[] kernel, long[] user);

    static native int GetProcessTimes(long process, long[] creation, long[] exit, long[] kernel, long[] user);

    static native int QueryThreadCycleTime(long thread, long[] cycles);

    static native int QueryProcessCycleTime(long process, long[] cycles);

    static native long CreateFileW(
            byte[] name, int access, int share, long security, int disposition, int flags, long template);

    static native int FlushFileBuffers(long file);

    static native int SetFileInformationByHandle(long file, int kind, long[] information, int size);

    static native int MoveFileExW(byte[] from, byte[] to, int flags);

    static native void GetSystemInfo(byte[] info);

    static native long VirtualAlloc(long address, long size, int type, int protection);

    static native int VirtualFree(long address, long size, int type);

    static native int VirtualLock(long address, long size);

    static native int VirtualUnlock(long address, long size);

    static native int GetProcessWorkingSetSize(long process, long[] least, long[] most);

    static native int SetProcessWorkingSetSize(long process, long least, long most);
}
