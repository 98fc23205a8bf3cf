// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.linux;

import io.duramen.clock.spi.CpuClockProvider;
import io.duramen.contract.CpuClockContract;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class LinuxCpuClockContractTest extends CpuClockContract {
    @Override
    protected CpuClockProvider provider() {
        return new LinuxCpuClockProvider();
    }
}
