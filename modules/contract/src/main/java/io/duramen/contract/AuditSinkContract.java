// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.audit.AuditAlert;
import io.duramen.audit.AuditEntry;
import io.duramen.audit.AuditOptions;
import io.duramen.audit.AuditOutcome;
import io.duramen.audit.AuditTrail;
import io.duramen.audit.spi.AuditSink;
import io.duramen.audit.spi.AuditSinkProvider;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every provider of sinks must hold, wherever its sinks lead. */
public abstract class AuditSinkContract {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @TempDir
    private Path directory;

    /** For subclasses. */
    @SuppressWarnings("NullAway.Init") // JUnit sets the directory
    protected AuditSinkContract() {}

    /**
     * Returns the provider to test, which is available.
     *
     * @return the provider, the same or another at each call
     */
    protected abstract AuditSinkProvider provider();

    /**
     * Returns settings with which a sink can be made.
     *
     * @param scratch an empty directory
     * @return none, unless there are some it cannot do without
     */
    protected Map<String, String> settings(Path scratch) {
        return Map.of();
    }

    private AuditSink sink() {
        return provider().open(settings(directory));
    }

    @Test
    void whatIsAvailableReportsItsFeatures() {
        AuditSinkProvider provider = provider();

        assertTrue(provider.isAvailable(), () -> "not available: " + provider.probe());
        ProbeRules.check(provider);
    }

    @Test
    void aSettingNobodyKnowsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> provider().open(Map.of("no-sink-has-this-setting", "1")));
    }

    @Test
    void entriesAndAlertsOfAnyContentAreTaken() {
        try (AuditSink sink = sink()) {
            String odd = "a\nb\u001b[2K\u202e\u0000\"" + "x".repeat(10_000);
            sink.entry(new AuditEntry(
                    1, NOON, odd, odd, AuditOutcome.DONE, Map.of(odd, odd), "0".repeat(64), "1".repeat(64)));
            sink.alert(new AuditAlert(odd, 1, NOON, odd, odd));
        }
    }

    @Test
    void closingTwiceDoesNothing() {
        AuditSink sink = sink();
        sink.close();
        sink.close();
    }

    @Test
    void aTrailTellsItWithoutAFailure() {
        AuditOptions options = AuditOptions.builder().sink(sink()).build();
        try (AuditTrail trail = AuditTrail.create(directory.resolve("trail"), options)) {
            trail.append("a.type", "ann", AuditOutcome.FAILED, Map.of("n", 1));
            Thread.currentThread().interrupt();
            trail.append("a.type", "ann", AuditOutcome.FAILED, Map.of("n", 2));

            assertTrue(Thread.interrupted(), "the interrupt is kept");
            assertEquals(0, trail.hearingFailures());
        }
    }
}
