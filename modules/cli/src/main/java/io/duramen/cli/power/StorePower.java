// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import io.duramen.testkit.PowerTest;
import java.util.List;

/** The power test of the state store without its command, for builds. */
public final class StorePower {
    private StorePower() {}

    /**
     * Prepares a test of every workload.
     *
     * @return the test
     */
    public static PowerTest ofEveryWorkload() {
        return PowerTest.of(StoreSubject.of(StoreWorkload.all()));
    }

    /**
     * Returns the names of the workloads.
     *
     * @return the names, in the order in which they run
     */
    public static List<String> workloads() {
        return StoreWorkload.all().stream().map(StoreWorkload::name).toList();
    }
}
