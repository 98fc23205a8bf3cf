// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.macos;

/**
 * The numbers of macOS, on x86-64 and arm64 alike. Each has the name of Apple's own headers and is compared with what a compiler
 * made of those: see {@code src/golden}.
 */
@SuppressWarnings({"MemberName", "checkstyle:ConstantName"}) // named as in C, which is how the golden file has them
final class Darwin {
    static final int O_RDONLY = 0;
    static final int O_RDWR = 2;
    static final int O_CLOEXEC = 0x0100_0000;
    static final int O_DIRECTORY = 0x0010_0000;

    static final int F_PREALLOCATE = 42;
    static final int F_FULLFSYNC = 51;
    static final int F_BARRIERFSYNC = 85;

    static final int F_ALLOCATECONTIG = 2;
    static final int F_ALLOCATEALL = 4;
    static final int F_PEOFPOSMODE = 3;

    /** What {@code F_PREALLOCATE} takes, a {@code fstore_t}. */
    static final int SIZEOF_fstore_t = 32;

    static final int OFFSETOF_fstore_t_fst_flags = 0;
    static final int OFFSETOF_fstore_t_fst_posmode = 4;
    static final int OFFSETOF_fstore_t_fst_offset = 8;
    static final int OFFSETOF_fstore_t_fst_length = 16;
    static final int OFFSETOF_fstore_t_fst_bytesalloc = 24;

    static final int CLOCK_THREAD_CPUTIME_ID = 16;

    static final int KERN_SUCCESS = 0;
    static final int KERN_INVALID_ARGUMENT = 4;
    static final int KERN_TERMINATED = 37;
    static final int MACH_SEND_INVALID_DEST = 0x1000_0003;

    /** The flavor of {@code thread_info} that has the times, and how many {@code int}s it fills. */
    static final int THREAD_BASIC_INFO = 3;

    static final int THREAD_BASIC_INFO_COUNT = 10;

    static final int SIZEOF_thread_basic_info = 40;
    static final int OFFSETOF_thread_basic_info_user_time = 0;
    static final int OFFSETOF_thread_basic_info_system_time = 8;

    /** A {@code time_value_t}: seconds, then microseconds. */
    static final int SIZEOF_time_value_t = 8;

    static final int OFFSETOF_time_value_t_microseconds = 4;

    static final int PROT_READ = 1;
    static final int PROT_WRITE = 2;
    static final int MAP_PRIVATE = 2;
    static final int MAP_ANON = 0x1000;
    static final int VM_INHERIT_NONE = 2;

    private Darwin() {}
}
