// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.macos;

import io.duramen.clock.spi.CpuClockProvider;
import io.duramen.contract.CpuClockContract;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.MAC)
class MacCpuClockContractTest extends CpuClockContract {
    @Override
    protected CpuClockProvider provider() {
        return new MacCpuClockProvider();
    }
}
