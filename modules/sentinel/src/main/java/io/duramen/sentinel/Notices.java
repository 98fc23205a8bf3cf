// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Tells listeners, off the threads that are watched; what could not be told is counted. */
final class Notices {
    private static final System.Logger LOG = System.getLogger(Notices.class.getName());

    private final List<SentinelListener> listeners;
    private final Executor executor;
    final LongAdder lost = new LongAdder();
    final LongAdder failed = new LongAdder();

    Notices(List<SentinelListener> listeners, Executor executor) {
        this.listeners = new CopyOnWriteArrayList<>(listeners);
        this.executor = executor;
    }

    void add(SentinelListener listener) {
        listeners.add(listener);
    }

    void remove(SentinelListener listener) {
        listeners.remove(listener);
    }

    void tell(Consumer<SentinelListener> what) {
        for (SentinelListener listener : listeners) {
            try {
                executor.execute(() -> tell(listener, what));
            } catch (RejectedExecutionException full) {
                lost.increment();
            }
        }
    }

    private void tell(SentinelListener listener, Consumer<SentinelListener> what) {
        try {
            what.accept(listener);
        } catch (RuntimeException e) {
            if (failed.sum() == 0) {
                LOG.log(Level.WARNING, "a listener of the sentinel failed; later failures are only counted", e);
            }
            failed.increment();
        }
    }
}
