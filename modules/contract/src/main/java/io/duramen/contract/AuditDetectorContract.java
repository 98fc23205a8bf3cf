// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.audit.AuditAlert;
import io.duramen.audit.AuditEntry;
import io.duramen.audit.AuditOutcome;
import io.duramen.audit.spi.AuditDetector;
import io.duramen.audit.spi.AuditDetectorProvider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every provider of detectors must hold, whatever its detectors look for. */
public abstract class AuditDetectorContract {

    /** For subclasses. */
    protected AuditDetectorContract() {}

    /**
     * Returns the provider to test, which is available.
     *
     * @return the provider, the same or another at each call
     */
    protected abstract AuditDetectorProvider provider();

    /**
     * Returns settings with which a detector can be made.
     *
     * @return none, unless there are some it cannot do without
     */
    protected Map<String, String> settings() {
        return Map.of();
    }

    @Test
    void whatIsAvailableReportsItsFeatures() {
        AuditDetectorProvider provider = provider();

        assertTrue(provider.isAvailable(), () -> "not available: " + provider.probe());
        ProbeRules.check(provider);
    }

    @Test
    void aSettingNobodyKnowsIsRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> provider().open(Map.of("no-detector-has-this-setting", "1")));
    }

    @Test
    void eachTrailGetsADetectorOfItsOwn() {
        AuditDetectorProvider provider = provider();

        assertNotSame(provider.open(settings()), provider.open(settings()));
    }

    /** Else whoever reads a trail would not find what was found when it was written. */
    @Test
    void whatIsFoundFollowsFromTheEntriesAlone() {
        List<AuditEntry> entries = entries(2000);

        List<AuditAlert> first = alerts(entries);
        assertEquals(first, alerts(entries));
        for (AuditAlert alert : first) {
            AuditEntry cause = entries.get((int) alert.sequence() - 1);
            assertEquals(cause.time(), alert.time());
            assertTrue(alert.toText().lines().count() == 1, alert::toText);
        }
    }

    private List<AuditAlert> alerts(List<AuditEntry> entries) {
        AuditDetector detector = provider().open(settings());
        List<AuditAlert> alerts = new ArrayList<>();
        for (AuditEntry entry : entries) {
            int before = alerts.size();
            detector.see(entry, alerts::add);
            for (AuditAlert alert : alerts.subList(before, alerts.size())) {
                assertEquals(entry.sequence(), alert.sequence(), "raised by the entry it names");
            }
        }
        return alerts;
    }

    private static List<AuditEntry> entries(int count) {
        SplittableRandom random = new SplittableRandom(7);
        List<AuditEntry> entries = new ArrayList<>();
        Instant time = Instant.parse("2026-01-02T03:04:05Z");
        for (int n = 1; n <= count; n++) {
            time = time.plusSeconds(random.nextInt(-5, 60));
            AuditOutcome[] outcomes = AuditOutcome.values();
            entries.add(new AuditEntry(
                    n,
                    time,
                    "type." + random.nextInt(4),
                    "actor\n" + random.nextInt(20),
                    outcomes[random.nextInt(outcomes.length)],
                    Map.of("n", (long) n),
                    "0".repeat(64),
                    "0".repeat(64)));
        }
        return entries;
    }
}
