// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import io.duramen.audit.AuditDetectors;
import io.duramen.audit.spi.AuditDetectorProvider;

class RepeatedFailuresContractTest extends AuditDetectorContract {
    @Override
    protected AuditDetectorProvider provider() {
        return AuditDetectors.named("repeated-failures").orElseThrow();
    }
}
