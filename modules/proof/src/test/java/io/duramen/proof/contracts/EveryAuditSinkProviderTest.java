// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.contracts;

import io.duramen.audit.spi.AuditSinkProvider;
import io.duramen.contract.AuditSinkContract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("io.duramen.proof.contracts.FoundProviders#auditSinks")
class EveryAuditSinkProviderTest extends AuditSinkContract {
    @Parameter
    private AuditSinkProvider found;

    @Override
    protected AuditSinkProvider provider() {
        return found;
    }

    @Override
    protected Map<String, String> settings(Path scratch) {
        return found.name().equals("json-lines")
                ? Map.of("file", scratch.resolve("copy.jsonl").toString())
                : Map.of();
    }
}
