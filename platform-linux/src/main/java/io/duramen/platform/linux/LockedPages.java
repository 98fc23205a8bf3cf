// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.linux;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.duramen.crypto.spi.SecretMemory;

/**
 * A secret in pages of its own, outside the Java heap: where the kernel agrees, never swapped out, not in core dumps, and empty
 * in forked children. See {@code mlock(2)} and {@code madvise(2)}.
 */
final class LockedPages implements SecretMemory {
    private final long address;
    private final long mapped;
    private final int length;
    private final boolean locked;
    private final boolean dumpable;
    private final boolean inherited;
    private boolean closed;

    LockedPages(byte[] secret, PageLock lock) {
        long page = LibC.getpagesize();
        length = secret.length;
        mapped = Math.max(1, (length + page - 1) / page) * page;
        address = LibC.mmap(0, mapped, LibC.PROT_READ | LibC.PROT_WRITE, LibC.MAP_PRIVATE | LibC.MAP_ANONYMOUS, -1, 0);
        if (address == -1) {
            throw new OutOfMemoryError(
                    "no " + mapped + " bytes for a secret: mmap: " + Errno.text(Native.getLastError()));
        }
        // In this order the secret is never in a page that is not yet protected.
        locked = lock.lock(address, mapped) == 0;
        dumpable = LibC.madvise(address, mapped, LibC.MADV_DONTDUMP) != 0;
        inherited = LibC.madvise(address, mapped, LibC.MADV_WIPEONFORK) != 0;
        new Pointer(address).write(0, secret, 0, length);
    }

    /** Tells whether the kernel keeps the pages in memory. */
    boolean locked() {
        return locked;
    }

    /** Tells whether the pages would be part of a core dump. */
    boolean dumpable() {
        return dumpable;
    }

    /** Tells whether a forked child would see the secret. */
    boolean inherited() {
        return inherited;
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
            LibC.munlock(address, mapped);
            LibC.munmap(address, mapped);
        }
    }

    void wipe() {
        new Pointer(address).clear(mapped);
    }

    /** Keeps pages in memory: {@code mlock} but in tests of its failure. */
    @FunctionalInterface
    interface PageLock {
        /** Returns 0, or -1 and leaves an error number. */
        int lock(long address, long length);
    }
}
