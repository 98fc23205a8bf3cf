// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * A rename in one step that replaces a file and waits for the device. The JDK asks for the first but not for the second
 * ({@code MOVEFILE_WRITE_THROUGH}).
 *
 * <p>A virus scanner or an indexer that looks into either file keeps it from being renamed for a moment, so that a refusal is
 * taken for one only after ten tries.
 */
final class Replacement {
    private static final int TRIES = 10;
    private static final int LONGEST_PAUSE_MILLIS = 50;

    private final Call call;
    private final IntConsumer pause;

    Replacement() {
        this(Replacement::moveFileEx, Replacement::pause);
    }

    Replacement(Call call, IntConsumer pause) {
        this.call = call;
        this.pause = pause;
    }

    void replace(Path from, Path to) throws IOException {
        byte[] source = WindowsName.of(from);
        byte[] target = WindowsName.of(to);
        int error = call.move(source, target);
        for (int attempt = 1; attempt < TRIES && mayPass(error); attempt++) {
            pause.accept(attempt);
            error = call.move(source, target);
        }
        if (error != 0) {
            throw WinError.exception(error, "MoveFileEx", from, to);
        }
    }

    private static boolean mayPass(int error) {
        return error == WinError.ERROR_SHARING_VIOLATION
                || error == WinError.ERROR_LOCK_VIOLATION
                || error == WinError.ERROR_ACCESS_DENIED;
    }

    private static int moveFileEx(byte[] from, byte[] to) {
        int flags = Win32.MOVEFILE_REPLACE_EXISTING | Win32.MOVEFILE_WRITE_THROUGH;
        return Kernel32.MoveFileExW(from, to, flags) != 0 ? 0 : Native.getLastError();
    }

    /** Waits; longer later, and not as long as others who wait for the same. An interrupt ends the wait and is kept. */
    private static void pause(int attempt) {
        int most = Math.min(LONGEST_PAUSE_MILLIS, 2 << attempt);
        LockSupport.parkNanos(
                TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(1, most + 1)));
    }

    /** Renames: {@code MoveFileEx} but in tests of its failure. */
    @FunctionalInterface
    interface Call {
        /** Returns 0 or the error number. */
        int move(byte[] from, byte[] to);
    }
}
