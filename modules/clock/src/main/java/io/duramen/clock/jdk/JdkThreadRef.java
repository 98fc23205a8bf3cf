// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.clock.jdk;

import io.duramen.clock.ThreadRef;
import org.jspecify.annotations.Nullable;

/** A captured thread, held until closed. */
final class JdkThreadRef implements ThreadRef {
    private final long threadId;
    private volatile @Nullable Thread thread;

    JdkThreadRef(Thread thread) {
        this.threadId = thread.getId();
        this.thread = thread;
    }

    @Override
    public long threadId() {
        return threadId;
    }

    /** Returns the thread, or {@code null} after closing. */
    @Nullable
    Thread thread() {
        return thread;
    }

    @Override
    public void close() {
        thread = null;
    }
}
