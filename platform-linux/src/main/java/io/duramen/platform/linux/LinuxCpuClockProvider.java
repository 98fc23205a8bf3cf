// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.linux;

import io.duramen.base.Feature;
import io.duramen.clock.ClockInfo;
import io.duramen.clock.CpuClock;
import io.duramen.clock.CpuClockException;
import io.duramen.clock.spi.CpuClockProvider;
import io.duramen.clock.spi.VirtualThreads;
import io.duramen.natives.NativeAccess;
import java.util.ArrayList;
import java.util.List;

/** Reads thread clocks of the Linux kernel: the calling thread's through the JVM, those of captured threads through JNA. */
public final class LinuxCpuClockProvider implements CpuClockProvider {
    static final String NAME = "linux-jna";

    /** Creates the provider; nothing native is touched. */
    public LinuxCpuClockProvider() {}

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
        return LinuxAccess.granted();
    }

    @Override
    public List<Feature> probe() {
        NativeAccess access = LinuxAccess.get();
        List<Feature> features = new ArrayList<>(access.features());
        if (access instanceof NativeAccess.Refused) {
            return features;
        }
        try {
            CpuClock clock = open();
            clock.capture().close();
            ClockInfo info = clock.info();
            features.add(
                    Feature.supported("current-thread", "through the JVM, or clock_gettime if it does not measure"));
            features.add(Feature.supported("captured-threads", "pthread_getcpuclockid and clock_gettime"));
            features.add(CpuClockProvider.resolution(info));
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
        if (LinuxAccess.get() instanceof NativeAccess.Refused refused) {
            throw new CpuClockException(
                    CpuClockException.Kind.UNSUPPORTED, NAME, "open a clock", refused.reason(), refused.remedy(), null);
        }
        return new LinuxCpuClock();
    }
}
