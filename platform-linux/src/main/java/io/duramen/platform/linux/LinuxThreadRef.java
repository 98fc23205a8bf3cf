// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.linux;

import io.duramen.clock.ThreadRef;
import org.jspecify.annotations.Nullable;

/**
 * A captured thread and the number of its clock.
 *
 * <p>The number is made from the thread's own, which the kernel uses again. The Java thread is kept beside it because it ends
 * first: while it {@linkplain Thread#isAlive lives}, so does the number.
 */
final class LinuxThreadRef implements ThreadRef {
    /** Stands for a thread without a clock, a virtual one. */
    static final int NO_CLOCK = 0;

    final int clock;
    private final long threadId;
    private final long[] timespec = new long[2]; // guarded by this
    private volatile @Nullable Thread thread;

    LinuxThreadRef(Thread thread, int clock) {
        this.threadId = thread.getId();
        this.thread = thread;
        this.clock = clock;
    }

    @Override
    public long threadId() {
        return threadId;
    }

    boolean isAlive() {
        Thread captured = thread;
        return captured != null && captured.isAlive();
    }

    /** Reads the clock; -1 leaves an error number. Several threads may watch one. */
    synchronized long read() {
        return LinuxCpuClock.read(clock, timespec);
    }

    @Override
    public void close() {
        thread = null;
    }
}
