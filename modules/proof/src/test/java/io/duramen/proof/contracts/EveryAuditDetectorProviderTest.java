// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.contracts;

import io.duramen.audit.spi.AuditDetectorProvider;
import io.duramen.contract.AuditDetectorContract;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("io.duramen.proof.contracts.FoundProviders#auditDetectors")
class EveryAuditDetectorProviderTest extends AuditDetectorContract {
    @Parameter
    private AuditDetectorProvider found;

    @Override
    protected AuditDetectorProvider provider() {
        return found;
    }
}
