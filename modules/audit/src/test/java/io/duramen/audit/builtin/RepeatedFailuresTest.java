// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.duramen.audit.AuditAlert;
import io.duramen.audit.AuditEntry;
import io.duramen.audit.AuditOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepeatedFailuresTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private static AuditEntry failure(long n, String actor) {
        String zeros = "0".repeat(64);
        return new AuditEntry(n, NOON.plusMillis(n), "login", actor, AuditOutcome.FAILED, Map.of(), zeros, zeros);
    }

    @Test
    void whatIsRememberedHasABound() {
        RepeatedFailures detector = new RepeatedFailures(2, Duration.ofHours(1));
        List<AuditAlert> alerts = new ArrayList<>();
        for (int n = 1; n <= 100_000; n++) {
            detector.see(failure(n, "actor" + n), alerts::add);
        }
        assertEquals(RepeatedFailures.MAX_ACTORS, detector.actors());
        assertEquals(List.of(), alerts);
    }

    @Test
    void whoFailsOftenIsNotForgottenForThoseWhoFailOnce() {
        RepeatedFailures detector = new RepeatedFailures(3, Duration.ofHours(1));
        List<AuditAlert> alerts = new ArrayList<>();
        for (int n = 1; n <= 3 * RepeatedFailures.MAX_ACTORS; n++) {
            boolean bob = n % (RepeatedFailures.MAX_ACTORS - 1) == 0;
            detector.see(failure(n, bob ? "bob" : "actor" + n), alerts::add);
        }
        assertEquals(1, alerts.size());
        assertEquals("bob", alerts.get(0).actor());
    }

    @Test
    void settingsChangeTheDefaultsAndWrongOnesAreRefused() {
        RepeatedFailuresProvider provider = new RepeatedFailuresProvider();
        List<AuditAlert> alerts = new ArrayList<>();
        provider.open(Map.of("failures", "1", "window", "PT1S")).see(failure(1, "bob"), alerts::add);

        assertEquals(
                "1 failures or refusals within PT1S, the last one login",
                alerts.get(0).message());
        for (Map<String, String> wrong : List.of(
                Map.of("failures", "0"),
                Map.of("failures", "many"),
                Map.of("window", "PT0S"),
                Map.of("window", "soon"),
                Map.of("windows", "PT1S"))) {
            assertThrows(IllegalArgumentException.class, () -> provider.open(wrong), wrong::toString);
        }
    }
}
