// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.macos;

import com.sun.jna.Pointer;
import io.duramen.crypto.spi.SecretMemory;

/**
 * A secret in pages of its own, outside the Java heap: where the kernel agrees, never swapped out and not there in forked
 * children. See {@code mlock(2)} and {@code minherit(2)}.
 */
final class LockedPages implements SecretMemory {
    private final LibSystem system;
    private final long address;
    private final long mapped;
    private final int length;
    private final boolean locked;
    private final boolean inherited;
    private boolean closed;

    LockedPages(LibSystem system, byte[] secret) {
        this.system = system;
        long page = system.getpagesize();
        length = secret.length;
        mapped = Math.max(1, (length + page - 1) / page) * page;
        address = system.mmap(
                0, mapped, Darwin.PROT_READ | Darwin.PROT_WRITE, Darwin.MAP_PRIVATE | Darwin.MAP_ANON, -1, 0);
        if (address == -1) {
            throw new OutOfMemoryError("no " + mapped + " bytes for a secret: mmap: " + Errno.text(system.errno()));
        }
        // In this order the secret is never in a page that is not yet protected.
        locked = system.mlock(address, mapped) == 0;
        inherited = system.minherit(address, mapped, Darwin.VM_INHERIT_NONE) != 0;
        new Pointer(address).write(0, secret, 0, length);
    }

    /** Tells whether the kernel keeps the pages in memory. */
    boolean locked() {
        return locked;
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
            system.munlock(address, mapped);
            system.munmap(address, mapped);
        }
    }

    void wipe() {
        new Pointer(address).clear(mapped);
    }
}
