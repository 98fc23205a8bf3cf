// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/** Gives the flight recorder once something is recorded; to load classes of events costs much, and few are there for it. */
final class Flights {
    private volatile @Nullable Flight settled;

    /** Whom to tell what happens now. */
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
