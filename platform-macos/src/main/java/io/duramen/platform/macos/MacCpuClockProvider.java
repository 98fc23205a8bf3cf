// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.macos;

import io.duramen.base.Feature;
import io.duramen.clock.CpuClock;
import io.duramen.clock.CpuClockException;
import io.duramen.clock.spi.CpuClockProvider;
import io.duramen.clock.spi.VirtualThreads;
import io.duramen.natives.NativeAccess;
import java.util.List;
import java.util.function.Supplier;

/** Reads the thread clocks of macOS. Layout-verified, never executed on macOS. */
public final class MacCpuClockProvider implements CpuClockProvider {
    static final String NAME = "macos-jna";

    private final Supplier<MacSystem> system;

    /** Creates the provider; nothing native is touched. */
    public MacCpuClockProvider() {
        this(MacSystem::get);
    }

    MacCpuClockProvider(Supplier<MacSystem> system) {
        this.system = system;
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
        return system.get().granted();
    }

    @Override
    public List<Feature> probe() {
        List<Feature> features = system.get().features();
        if (!system.get().granted()) {
            return features;
        }
        try {
            CpuClock clock = open();
            clock.capture().close();
            features.add(Feature.supported("current-thread", "clock_gettime_nsec_np"));
            features.add(Feature.supported("captured-threads", "thread_info, in microseconds"));
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
        if (system.get().access() instanceof NativeAccess.Refused refused) {
            throw new CpuClockException(
                    CpuClockException.Kind.UNSUPPORTED, NAME, "open a clock", refused.reason(), refused.remedy(), null);
        }
        return new MacCpuClock(system.get().library());
    }
}
