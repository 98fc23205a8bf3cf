// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import io.duramen.clock.CpuClockException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was told. */
final class Told implements SentinelListener {
    final List<Violation> violations = new CopyOnWriteArrayList<>();
    final List<Violation> suspicions = new CopyOnWriteArrayList<>();
    final List<Anomaly> anomalies = new CopyOnWriteArrayList<>();
    final List<StandingChange> changes = new CopyOnWriteArrayList<>();
    final List<Crisis> begun = new CopyOnWriteArrayList<>();
    final List<Crisis> ended = new CopyOnWriteArrayList<>();
    final List<CpuClockException> failures = new CopyOnWriteArrayList<>();

    @Override
    public void violation(Violation violation) {
        violations.add(violation);
    }

    @Override
    public void suspicion(Violation violation) {
        suspicions.add(violation);
    }

    @Override
    public void anomaly(Anomaly anomaly) {
        anomalies.add(anomaly);
    }

    @Override
    public void standing(StandingChange change) {
        changes.add(change);
    }

    @Override
    public void crisisBegan(Crisis crisis) {
        begun.add(crisis);
    }

    @Override
    public void crisisEnded(Crisis crisis) {
        ended.add(crisis);
    }

    @Override
    public void clockFailed(CpuClockException failure) {
        failures.add(failure);
    }
}
