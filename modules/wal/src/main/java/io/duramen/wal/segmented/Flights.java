// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Gives the flight recorder once something is recorded. To load a class of events costs more than to open a log: 130 ms in a JVM
 * that has just started, which few of them are there for. Makes nothing while nothing is recorded.
 */
final class Flights {
    private volatile @Nullable Flight settled;

    /** Whom to tell what begins or happens now. */
    Flight now() {
        Flight flight = settled;
        return flight == null ? look() : flight;
    }

    private Flight look() {
        Flight flight = Flight.NONE;
        try {
            if (!FlightRecorder.isInitialized()) {
                return flight; // that may change
            }
            flight = new FlightEvents(); // two threads may make one each: they are the same events
        } catch (LinkageError none) {
            // a JVM without a flight recorder gets none later
        }
        settled = flight;
        return flight;
    }
}
