// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.base.Progress;
import java.util.concurrent.atomic.AtomicLong;

/** Adds up what several threads have verified, and tells the listener on the thread that opens the log. */
final class ScanProgress {
    private static final long STEP_BYTES = 32 << 20;

    private final Progress listener;
    private final long totalBytes;
    private final Thread opener = Thread.currentThread();
    private final AtomicLong done = new AtomicLong();
    private long toldAt; // only the opener's

    ScanProgress(Progress listener, long totalBytes) {
        this.listener = listener;
        this.totalBytes = totalBytes;
    }

    /** Counts bytes of segments; may be called by any thread. */
    void read(long bytes) {
        long now = done.addAndGet(bytes);
        if (Thread.currentThread() == opener && now - toldAt >= STEP_BYTES) {
            tell();
        }
    }

    /** Tells the listener; the opener's thread only. */
    void tell() {
        toldAt = done.get();
        listener.update("verifying the log", toldAt, totalBytes);
    }
}
