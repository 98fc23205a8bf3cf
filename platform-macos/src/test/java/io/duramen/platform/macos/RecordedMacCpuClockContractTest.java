// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.macos;

import io.duramen.clock.spi.CpuClockProvider;
import io.duramen.contract.CpuClockContract;

/** The provider over a recorded C library, on any system. */
class RecordedMacCpuClockContractTest extends CpuClockContract {
    private final MacSystem system = MacSystem.of(new RecordedLibSystem());

    @Override
    protected CpuClockProvider provider() {
        return new MacCpuClockProvider(() -> system);
    }
}
