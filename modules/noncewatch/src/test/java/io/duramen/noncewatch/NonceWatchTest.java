// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.noncewatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The watch is in a run that nobody told of it, and fails what it should. */
class NonceWatchTest {
    private final List<String> outcomes = new ArrayList<>();

    private void run(Class<?> sample) {
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(sample))
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                                if (test.isTest()) {
                                    outcomes.add(test.getDisplayName() + " "
                                            + result.getThrowable()
                                                    .map(Throwable::getMessage)
                                                    .orElse("passed"));
                                }
                            }
                        });
        outcomes.sort(null);
    }

    @Test
    @Tag("S3.22")
    void aTestThatRepeatsANonceFailsWhereverItDoes() {
        run(Samples.Repeating.class);

        String why = " 1 of 2 messages were encrypted under a key and a nonce used before";
        assertEquals(
                List.of(
                        "inTheTestWhatTheInstanceUsed()" + why,
                        "onAnotherThread()" + why,
                        "whatTheOuterInstanceUsed()" + why),
                outcomes);
    }

    @Test
    void othersPassAndSoDoesOneThatRepeatsOnPurpose() {
        run(Samples.Blameless.class);

        assertEquals(
                List.of("onPurpose() passed", "underOtherKeysAndNonces() passed", "whatAnotherTestUsed() passed"),
                outcomes);
    }

    @Test
    void testsThatShareAnInstanceAreLookedAtOneByOne() {
        run(Samples.OneInstance.class);

        assertEquals(List.of("one() passed", "two() passed"), outcomes);
    }

    /** A run inside a test, as this one, is not held against the test around it. */
    @Test
    void aRunInsideATestHasItsOwn() {
        Samples.encrypt(1, 1);
        run(Samples.Repeating.class);
        Samples.encrypt(1, 2);

        assertTrue(outcomes.stream().allMatch(outcome -> outcome.contains("used before")), outcomes::toString);
    }
}
