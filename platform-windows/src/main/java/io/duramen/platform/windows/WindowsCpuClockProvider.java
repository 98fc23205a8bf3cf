// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import io.duramen.base.Feature;
import io.duramen.clock.CpuClock;
import io.duramen.clock.CpuClockException;
import io.duramen.clock.spi.CpuClockProvider;
import io.duramen.clock.spi.VirtualThreads;
import io.duramen.natives.NativeAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads the counters that Windows keeps for threads: cycles where it counts them, else the times it charges at its ticks. */
public final class WindowsCpuClockProvider implements CpuClockProvider {
    static final String NAME = "windows-jna";

    private final Supplier<NativeAccess> access;
    private final Supplier<ThreadCounters> counters;

    /** Creates the provider; nothing native is touched. */
    public WindowsCpuClockProvider() {
        this(WindowsAccess::get, KernelCounters::new);
    }

    WindowsCpuClockProvider(Supplier<NativeAccess> access, Supplier<ThreadCounters> counters) {
        this.access = access;
        this.counters = counters;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int priority() {
        return NATIVE;
    }

    @Override
    public boolean isAvailable() {
        return access.get() instanceof NativeAccess.Granted;
    }

    @Override
    public List<Feature> probe() {
        NativeAccess granted = access.get();
        List<Feature> features = new ArrayList<>(granted.features());
        if (granted instanceof NativeAccess.Refused) {
            return features;
        }
        try {
            WindowsCpuClock clock = clock();
            clock.capture().close();
            features.add(
                    clock.countsCycles()
                            ? Feature.supported("current-thread", "QueryThreadCycleTime at a measured rate")
                            : Feature.degraded(
                                    "current-thread", "no cycles are counted here, ticks are: GetThreadTimes", null));
            features.add(Feature.supported("captured-threads", "OpenThread"));
            features.add(CpuClockProvider.resolution(clock.info()));
        } catch (CpuClockException e) {
            features.add(Feature.unsupported("current-thread", String.valueOf(e.getMessage()), e.hint()));
        }
        if (VirtualThreads.exist()) {
            features.add(CpuClockProvider.virtualThreads());
        }
        return features;
    }

    @Override
    public CpuClock open() {
        return clock();
    }

    private WindowsCpuClock clock() {
        if (access.get() instanceof NativeAccess.Refused refused) {
            throw new CpuClockException(
                    CpuClockException.Kind.UNSUPPORTED, NAME, "open a clock", refused.reason(), refused.remedy(), null);
        }
        return new WindowsCpuClock(counters.get(), System::nanoTime);
    }
}
