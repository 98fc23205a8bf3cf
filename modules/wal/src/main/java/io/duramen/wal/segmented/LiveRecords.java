// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The records of the log this process writes, as they become durable. */
final class LiveRecords implements TailSource {
    private final StoredRecords stored;
    private final LogExtent extent;
    private final DurableSignal signal;
    private final long lastWanted;
    private long durableSeen;

    LiveRecords(StoredRecords stored, LogExtent extent, DurableSignal signal, long lastWanted) {
        this.stored = stored;
        this.extent = extent;
        this.signal = signal;
        this.lastWanted = lastWanted;
    }

    @Override
    public boolean advance() {
        if (stored.advance()) {
            return true;
        }
        RuntimeException ended = extent.ended(); // asked first: what became durable before is shown
        durableSeen = extent.durableLsn();
        stored.extend(Math.min(durableSeen, lastWanted), extent.segments());
        if (stored.advance()) {
            return true;
        }
        if (ended != null) {
            throw ended;
        }
        return false;
    }

    @Override
    public void await(Duration timeout, BooleanSupplier ended) throws InterruptedException {
        boolean unused = signal.awaitBeyond(durableSeen, timeout, () -> ended.getAsBoolean() || extent.ended() != null);
    }

    @Override
    public void wake() {
        signal.wake();
    }

    @Override
    public RecordView view() {
        return stored.view();
    }

    @Override
    public long lsn() {
        return stored.lsn();
    }

    @Override
    public void close() {
        stored.close();
    }
}
