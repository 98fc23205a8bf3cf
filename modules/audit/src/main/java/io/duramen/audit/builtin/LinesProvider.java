// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit.builtin;

import io.duramen.audit.spi.AuditSink;
import io.duramen.audit.spi.AuditSinkProvider;
import io.duramen.base.Feature;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Makes sinks that add to a file of JSON lines; setting {@code file}, without which there is none, so only when named. */
public final class LinesProvider implements AuditSinkProvider {

    /** Creates the provider. */
    public LinesProvider() {}

    @Override
    public String name() {
        return "json-lines";
    }

    @Override
    public int priority() {
        return BY_NAME;
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public List<Feature> probe() {
        return List.of(Feature.supported("json-lines", "one object a line, for its owner alone"));
    }

    @Override
    public AuditSink open(Map<String, String> settings) {
        return LinesSink.at(Path.of(new Settings(name(), settings, "file").required("file")));
    }
}
