// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit.builtin;

import io.duramen.audit.spi.AuditSink;
import io.duramen.audit.spi.AuditSinkProvider;
import io.duramen.base.Feature;
import java.util.List;
import java.util.Map;

/** Makes sinks that write to a {@link System.Logger}; setting {@code logger}, its name ({@code io.duramen.audit}). */
public final class SystemLoggerProvider implements AuditSinkProvider {

    /** Creates the provider. */
    public SystemLoggerProvider() {}

    @Override
    public String name() {
        return "system-logger";
    }

    @Override
    public int priority() {
        return BUILT_IN;
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public List<Feature> probe() {
        return List.of(Feature.supported("system-logger", "entries at DEBUG, alerts at WARNING"));
    }

    @Override
    public AuditSink open(Map<String, String> settings) {
        return new SystemLoggerSink(new Settings(name(), settings, "logger").text("logger", "io.duramen.audit"));
    }
}
