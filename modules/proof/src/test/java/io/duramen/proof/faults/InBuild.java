// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import org.junit.jupiter.api.TestReporter;

/** A suite with as many cases as a build can afford; the system property {@code duramen.scale} multiplies them. */
final class InBuild {
    private InBuild() {}

    static Outcomes run(Suite suite, TestReporter reporter) {
        Outcomes outcomes = new Outcomes();
        suite.run(suite.build() * Integer.getInteger("duramen.scale", 1), 0, outcomes);
        reporter.publishEntry(suite.name(), outcomes.toString());
        return outcomes;
    }
}
