// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.macos;

import io.duramen.clock.ThreadRef;
import org.jspecify.annotations.Nullable;

/**
 * A captured thread and its port.
 *
 * <p>The name of a port is used again once its thread has ended. The Java thread is kept beside it because it ends first: while
 * it {@linkplain Thread#isAlive lives}, so does the port.
 */
final class MacThreadRef implements ThreadRef {
    /** {@code MACH_PORT_NULL}: stands for a thread without a clock, a virtual one. */
    static final int NO_PORT = 0;

    final int port;
    private final long threadId;
    private final int[] info = new int[Darwin.THREAD_BASIC_INFO_COUNT]; // guarded by this
    private final int[] count = new int[1]; // guarded by this
    private volatile @Nullable Thread thread;

    MacThreadRef(Thread thread, int port) {
        this.threadId = thread.getId();
        this.thread = thread;
        this.port = port;
    }

    @Override
    public long threadId() {
        return threadId;
    }

    boolean isAlive() {
        Thread captured = thread;
        return captured != null && captured.isAlive();
    }

    /** Reads the times of the thread in nanoseconds; less than 0 is the number of an error, negated. Several may watch one. */
    synchronized long read(LibSystem system) {
        count[0] = info.length;
        int result = system.thread_info(port, Darwin.THREAD_BASIC_INFO, info, count);
        return result == Darwin.KERN_SUCCESS ? BasicInfo.nanos(info) : -(result & 0xFFFF_FFFFL);
    }

    @Override
    public void close() {
        thread = null;
    }
}
