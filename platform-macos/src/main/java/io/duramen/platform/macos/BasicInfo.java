// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.macos;

/** What {@code thread_info} says of a thread, a {@code thread_basic_info} as the {@code int}s it consists of. */
final class BasicInfo {
    private static final int USER = Darwin.OFFSETOF_thread_basic_info_user_time / Integer.BYTES;
    private static final int SYSTEM = Darwin.OFFSETOF_thread_basic_info_system_time / Integer.BYTES;
    private static final int MICROSECONDS = Darwin.OFFSETOF_time_value_t_microseconds / Integer.BYTES;

    private BasicInfo() {}

    /** Returns user and system time together, in nanoseconds. */
    static long nanos(int[] info) {
        long seconds = (long) info[USER] + info[SYSTEM];
        long microseconds = (long) info[USER + MICROSECONDS] + info[SYSTEM + MICROSECONDS];
        return seconds * 1_000_000_000 + microseconds * 1_000;
    }
}
