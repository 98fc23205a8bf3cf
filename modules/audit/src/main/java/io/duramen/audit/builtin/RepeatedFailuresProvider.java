// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit.builtin;

import io.duramen.audit.spi.AuditDetector;
import io.duramen.audit.spi.AuditDetectorProvider;
import io.duramen.base.Feature;
import java.util.List;
import java.util.Map;

/** Makes detectors of repeated failures; settings {@code failures} (5) and {@code window} (PT10M). */
public final class RepeatedFailuresProvider implements AuditDetectorProvider {

    /** Creates the provider. */
    public RepeatedFailuresProvider() {}

    @Override
    public String name() {
        return RepeatedFailures.NAME;
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
        return List.of(Feature.supported("repeated-failures", "of one actor within a window"));
    }

    @Override
    public AuditDetector open(Map<String, String> settings) {
        Settings known = new Settings(name(), settings, "failures", "window");
        return new RepeatedFailures(
                known.number("failures", RepeatedFailures.DEFAULT_FAILURES),
                known.duration("window", RepeatedFailures.DEFAULT_WINDOW));
    }
}
