// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.macos;

/**
 * The functions of macOS that Duramen calls, with the names and the arguments of C: the border at which the providers meet the
 * system. A function that fails returns -1 and leaves its error number in {@link #errno} of the same thread; where that is
 * otherwise it is said.
 */
@SuppressWarnings({"MemberName", "checkstyle:MethodName"}) // named as in C
interface LibSystem {

    /** Returns 0, which no running thread's clock shows, when it fails. */
    long clock_gettime_nsec_np(int clock);

    /** Returns a number of {@code kern_return_t}; fills as many {@code int}s as {@code count} says, and then says how many. */
    int thread_info(int port, int flavor, int[] info, int[] count);

    /** Returns the calling thread's port. No right to it is taken, so that none has to be given back. */
    int pthread_mach_thread_np();

    int open(byte[] path, int flags);

    int close(int file);

    int fsync(int file);

    int ftruncate(int file, long size);

    int fcntl(int file, int command);

    int fcntl(int file, int command, byte[] argument);

    int getpagesize();

    long mmap(long address, long length, int protection, int flags, int file, long offset);

    int munmap(long address, long length);

    int mlock(long address, long length);

    int munlock(long address, long length);

    int minherit(long address, long length, int inheritance);

    /** Returns the error number of the calling thread's last call. */
    int errno();
}
