// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.duramen.crypto.spi.SecretMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A secret in pages of its own, outside the Java heap: where Windows agrees, never written to the page file and left out of the
 * reports it makes of a crash. See {@code VirtualLock}.
 */
final class LockedPages implements SecretMemory {
    /** By how much the working set is made larger when it holds no more locked pages: room for a few hundred secrets. */
    private static final long MORE_WORKING_SET = 1 << 20;

    private final long address;
    private final long mapped;
    private final int length;
    private final boolean locked;
    private final boolean reported;
    private boolean closed;

    LockedPages(byte[] secret, PageLock lock) {
        long page = pageSize();
        length = secret.length;
        mapped = Math.max(1, (length + page - 1) / page) * page;
        address = Kernel32.VirtualAlloc(0, mapped, Win32.MEM_COMMIT | Win32.MEM_RESERVE, Win32.PAGE_READWRITE);
        if (address == 0) {
            throw new OutOfMemoryError(
                    "no " + mapped + " bytes for a secret: VirtualAlloc: " + WinError.text(Native.getLastError()));
        }
        // In this order the secret is never in a page that is not yet protected.
        locked = lock.lock(address, mapped);
        reported = !ErrorReports.leaveOut(address, mapped);
        new Pointer(address).write(0, secret, 0, length);
    }

    /** Locks pages, with a larger working set if this one is full: Windows lets some 30 pages be locked in the usual one. */
    static boolean virtualLock(long address, long length) {
        if (Kernel32.VirtualLock(address, length) != 0) {
            return true;
        }
        return Native.getLastError() == WinError.ERROR_WORKING_SET_QUOTA
                && growWorkingSet(length)
                && Kernel32.VirtualLock(address, length) != 0;
    }

    private static synchronized boolean growWorkingSet(long length) {
        long process = Kernel32.GetCurrentProcess();
        long[] least = new long[1];
        long[] most = new long[1];
        if (Kernel32.GetProcessWorkingSetSize(process, least, most) == 0) {
            return false;
        }
        long more = MORE_WORKING_SET + length;
        return Kernel32.SetProcessWorkingSetSize(process, least[0] + more, most[0] + more) != 0;
    }

    static int pageSize() {
        byte[] info = new byte[Win32.SIZEOF_SYSTEM_INFO];
        Kernel32.GetSystemInfo(info);
        return ByteBuffer.wrap(info).order(ByteOrder.LITTLE_ENDIAN).getInt(Win32.OFFSETOF_SYSTEM_INFO_dwPageSize);
    }

    /** Tells whether Windows keeps the pages in memory. */
    boolean locked() {
        return locked;
    }

    /** Tells whether the pages would be part of a report of Windows. */
    boolean reported() {
        return reported;
    }

    /** Returns where the pages begin. */
    long address() {
        return address;
    }

    @Override
    public synchronized byte[] copy() {
        if (closed) {
            throw new IllegalStateException("the secret was wiped");
        }
        return new Pointer(address).getByteArray(0, length);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            wipe();
            if (!reported) {
                ErrorReports.takeIn(address);
            }
            Kernel32.VirtualUnlock(address, mapped);
            Kernel32.VirtualFree(address, 0, Win32.MEM_RELEASE);
        }
    }

    void wipe() {
        new Pointer(address).clear(mapped);
    }

    /** Keeps pages in memory: {@link #virtualLock} but in tests of its failure. */
    @FunctionalInterface
    interface PageLock {
        boolean lock(long address, long length);
    }
}
