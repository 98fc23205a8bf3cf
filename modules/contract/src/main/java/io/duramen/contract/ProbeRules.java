// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Feature;
import io.duramen.base.Provider;
import io.duramen.base.Support;
import java.util.List;

/** What the report of any provider must hold: names to rely on, and a reason for everything that is not as it should be. */
final class ProbeRules {
    private static final String WORDS = "[a-z0-9]+(-[a-z0-9]+)*";

    private ProbeRules() {}

    static void check(Provider provider) {
        assertTrue(provider.name().matches(WORDS), provider::name);
        List<Feature> features = provider.probe();
        assertFalse(features.isEmpty(), "no feature reported");
        assertEquals(
                features.size(),
                features.stream().map(Feature::name).distinct().count(),
                () -> "a feature twice in " + features);
        for (Feature feature : features) {
            assertTrue(feature.name().matches(WORDS), feature::toString);
            if (feature.support() != Support.SUPPORTED) {
                assertNotNull(feature.reason(), feature::toString);
            }
        }
    }
}
