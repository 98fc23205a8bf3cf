// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.contracts;

import io.duramen.clock.spi.CpuClockProvider;
import io.duramen.contract.CpuClockContract;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("io.duramen.proof.contracts.FoundProviders#cpuClocks")
class EveryCpuClockProviderTest extends CpuClockContract {
    @Parameter
    private CpuClockProvider found;

    @Override
    protected CpuClockProvider provider() {
        return found;
    }
}
