// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.macos;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The system itself. Most is mapped directly, integers and arrays only. {@code open} and {@code fcntl} are variadic, and on arm64
 * macOS hands variadic arguments over on the stack: those two are mapped by an interface that tells JNA so.
 */
@SuppressWarnings("checkstyle:MethodName") // named as in C, which is how JNA finds them
final class NativeLibSystem implements LibSystem {
    private final Variadic variadic = Native.load(Variadic.class);

    @Override
    public long clock_gettime_nsec_np(int clock) {
        return Direct.clock_gettime_nsec_np(clock);
    }

    @Override
    public int thread_info(int port, int flavor, int[] info, int[] count) {
        return Direct.thread_info(port, flavor, info, count);
    }

    @Override
    public int pthread_mach_thread_np() {
        return Direct.pthread_mach_thread_np(Direct.pthread_self());
    }

    @Override
    public int open(byte[] path, int flags) {
        return variadic.open(path, flags);
    }

    @Override
    public int close(int file) {
        return Direct.close(file);
    }

    @Override
    public int fsync(int file) {
        return Direct.fsync(file);
    }

    @Override
    public int ftruncate(int file, long size) {
        return Direct.ftruncate(file, size);
    }

    @Override
    public int fcntl(int file, int command) {
        return variadic.fcntl(file, command);
    }

    @Override
    public int fcntl(int file, int command, byte[] argument) {
        return variadic.fcntl(file, command, (Object) argument);
    }

    @Override
    public int getpagesize() {
        return Direct.getpagesize();
    }

    @Override
    public long mmap(long address, long length, int protection, int flags, int file, long offset) {
        return Direct.mmap(address, length, protection, flags, file, offset);
    }

    @Override
    public int munmap(long address, long length) {
        return Direct.munmap(address, length);
    }

    @Override
    public int mlock(long address, long length) {
        return Direct.mlock(address, length);
    }

    @Override
    public int munlock(long address, long length) {
        return Direct.munlock(address, length);
    }

    @Override
    public int minherit(long address, long length, int inheritance) {
        return Direct.minherit(address, length, inheritance);
    }

    @Override
    public int errno() {
        return Native.getLastError();
    }

    /** The functions that take further arguments. */
    interface Variadic extends Library {
        int open(byte[] path, int flags, Object... more);

        int fcntl(int file, int command, Object... more);
    }

    /** The functions with a fixed list of arguments. Loading this class binds them. */
    static final class Direct {
        static {
            // The process itself rather than a file name: the system's library is already there.
            Native.register(Direct.class, NativeLibrary.getProcess());
        }

        private Direct() {}

        static native long clock_gettime_nsec_np(int clock);

        static native int thread_info(int port, int flavor, int[] info, int[] count);

        static native long pthread_self();

        static native int pthread_mach_thread_np(long thread);

        static native int close(int file);

        static native int fsync(int file);

        static native int ftruncate(int file, long size);

        static native int getpagesize();

        static native long mmap(long address, long length, int protection, int flags, int file, long offset);

        static native int munmap(long address, long length);

        static native int mlock(long address, long length);

        static native int munlock(long address, long length);

        static native int minherit(long address, long length, int inheritance);
    }
}
