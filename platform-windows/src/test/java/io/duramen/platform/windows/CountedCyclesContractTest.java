// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import io.duramen.clock.spi.CpuClockProvider;
import io.duramen.contract.CpuClockContract;
import io.duramen.natives.NativeAccess;

/** The clock over recorded counters, on any system: as on Windows, which counts cycles. */
class CountedCyclesContractTest extends CpuClockContract {
    private final RecordedCounters counters = new RecordedCounters(true);

    @Override
    protected CpuClockProvider provider() {
        return new WindowsCpuClockProvider(() -> new NativeAccess.Granted(null), () -> counters);
    }
}
