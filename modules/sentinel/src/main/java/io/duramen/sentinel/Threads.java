// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of a sentinel that was given none; both are daemons. */
final class Threads {
    private static final int WAITING_NOTICES = 1024;

    private Threads() {}

    /** One thread, there only while there is something to tell; refuses when too much waits. */
    static ThreadPoolExecutor notifier() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1,
                1,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING_NOTICES),
                named("duramen-sentinel-notifier"),
                new ThreadPoolExecutor.AbortPolicy());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    static ScheduledExecutorService timer() {
        return Executors.newSingleThreadScheduledExecutor(named("duramen-sentinel-timer"));
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
