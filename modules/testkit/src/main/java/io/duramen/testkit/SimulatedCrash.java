// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

/**
 * The simulated machine lost its power: thrown by the operation in which it did and by every later one on the same {@link
 * SimDisk}. An error and not an exception, so that no handler for failures of the disk takes it for one.
 */
public final class SimulatedCrash extends Error {
    private static final long serialVersionUID = 1L;

    /** The index of the operation in which the power failed. */
    private final long operation;

    SimulatedCrash(long operation, String what) {
        // Without a stack trace: a crash suite throws one for each of its hundreds of thousands of states.
        super("the power failed in operation " + operation + " (" + what + ")", null, false, false);
        this.operation = operation;
    }

    private SimulatedCrash(SimulatedCrash first) {
        super(first.getMessage(), null, false, false);
        this.operation = first.operation;
    }

    /** For a later operation; not the same one, for a try statement adds what closing throws to what its body threw. */
    SimulatedCrash again() {
        return new SimulatedCrash(this);
    }

    /**
     * Returns the operation in which the power failed.
     *
     * @return its index, from 0
     */
    public long operation() {
        return operation;
    }
}
