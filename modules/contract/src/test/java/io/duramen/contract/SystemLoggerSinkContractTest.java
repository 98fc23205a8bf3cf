// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import io.duramen.audit.AuditSinks;
import io.duramen.audit.spi.AuditSinkProvider;

class SystemLoggerSinkContractTest extends AuditSinkContract {
    @Override
    protected AuditSinkProvider provider() {
        return AuditSinks.named("system-logger").orElseThrow();
    }
}
