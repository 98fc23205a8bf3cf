// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

import io.duramen.commit.RecoveryReport;
import java.util.Optional;

/**
 * A kill and what was found after it.
 *
 * @param point where it struck; empty for a random moment
 * @param pid the process that died
 * @param acknowledgements how many records that process had acknowledged
 * @param report what the recovery found
 * @param proof what the recovered store holds
 */
record Kill(Optional<KillPoint> point, long pid, int acknowledgements, RecoveryReport report, DemoProof proof) {

    String title() {
        return point.map(KillPoint::title).orElse("random");
    }
}
