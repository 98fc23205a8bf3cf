// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.clock.jdk;

import io.duramen.base.Feature;
import io.duramen.clock.CpuClock;
import io.duramen.clock.CpuClockException;
import io.duramen.clock.spi.CpuClockProvider;
import io.duramen.clock.spi.VirtualThreads;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/** Reads thread clocks through the JVM, on every system. */
public final class JdkCpuClockProvider implements CpuClockProvider {
    private static final String WHY = "this JVM does not measure the processor time of threads";

    private final ThreadMXBean threads;

    /** Creates the provider. */
    public JdkCpuClockProvider() {
        this(ManagementFactory.getThreadMXBean());
    }

    JdkCpuClockProvider(ThreadMXBean threads) {
        this.threads = threads;
    }

    @Override
    public String name() {
        return "jdk";
    }

    @Override
    public int priority() {
        return BUILT_IN;
    }

    @Override
    public boolean isAvailable() {
        return threads.isThreadCpuTimeSupported();
    }

    @Override
    public List<Feature> probe() {
        if (!isAvailable()) {
            return List.of(Feature.unsupported("current-thread", WHY, null));
        }
        try {
            List<Feature> features = new ArrayList<>();
            CpuClock clock = open();
            features.add(Feature.supported("current-thread", clock.info().source()));
            features.add(Feature.supported("captured-threads"));
            features.add(CpuClockProvider.resolution(clock.info()));
            if (VirtualThreads.exist()) {
                features.add(CpuClockProvider.virtualThreads());
            }
            return features;
        } catch (CpuClockException e) {
            return List.of(Feature.unsupported("current-thread", String.valueOf(e.getMessage()), e.hint()));
        }
    }

    @Override
    public CpuClock open() {
        if (!isAvailable()) {
            throw new CpuClockException(
                    CpuClockException.Kind.UNSUPPORTED, "jdk", "open a clock", WHY, "use a JVM that does", null);
        }
        return new JdkCpuClock(threads);
    }
}
