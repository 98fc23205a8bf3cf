// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The C library's functions that Duramen calls, mapped directly: no interface, no structures, only integers and arrays.
 *
 * <p>Loading this class binds them; {@link LinuxAccess} does so and catches what goes wrong. A function that fails returns -1
 * (the {@code pthread} ones an error number) and leaves its error number in {@link Native#getLastError} of the same thread.
 *
 * <p>The signatures hold where {@code long}, {@code size_t}, {@code off_t} and {@code time_t} have 64 bits. {@code open} is
 * variadic in C; its fixed mapping is right on Linux, whose variadic arguments travel like others on every 64-bit processor.
 * It would be wrong on macOS.
 *
 * <p>The constants are the same on x86-64, aarch64, riscv64, ppc64 and s390x. {@code O_DIRECTORY} is not, hence not used.
 */
@SuppressWarnings("checkstyle:MethodName") // named as in C, which is how JNA finds them
final class LibC {
    static final int O_RDONLY = 0;
    static final int O_RDWR = 2;
    static final int O_CLOEXEC = 0x80000;

    static final int SYNC_FILE_RANGE_WRITE = 2;

    static final int CLOCK_THREAD_CPUTIME_ID = 3;

    static final int PROT_READ = 1;
    static final int PROT_WRITE = 2;
    static final int MAP_PRIVATE = 2;
    static final int MAP_ANONYMOUS = 0x20;
    static final int MADV_DONTDUMP = 16;
    static final int MADV_WIPEONFORK = 18;

    static {
        // The process itself rather than a file name: whichever C library Java runs on is already there.
        Native.register(LibC.class, NativeLibrary.getProcess());
    }

    private LibC() {}

    static native long pthread_self();

    static native int pthread_getcpuclockid(long thread, int[] clock);

    static native int clock_gettime(int clock, long[] timespec);

    static native int open(byte[] path, int flags);

    static native int close(int file);

    static native int fsync(int file);

    static native int fallocate(int file, int mode, long offset, long length);

    static native int sync_file_range(int file, long offset, long length, int flags);

    static native int getpagesize();

    static native long mmap(long address, long length, int protection, int flags, int file, long offset);

    static native int munmap(long address, long length);

    static native int mlock(long address, long length);

    static native int munlock(long address, long length);

    static native int madvise(long address, long length, int advice);
}
