// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import io.duramen.clock.CpuClocks;
import io.duramen.clock.spi.CpuClockProvider;

class JdkCpuClockContractTest extends CpuClockContract {
    @Override
    protected CpuClockProvider provider() {
        return CpuClocks.named("jdk").orElseThrow();
    }
}
