// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import java.util.List;
import java.util.TreeSet;

/**
 * What a program under test began and what it promised: the witness against which a {@link CrashRunner.Verifier} holds what
 * it finds after a crash. Steps are numbered from 1 by the program.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread.
 */
public final class AckLog {
    private final TreeSet<Long> tried = new TreeSet<>();
    private final TreeSet<Long> acked = new TreeSet<>();

    /** An empty log. */
    public AckLog() {}

    private AckLog(AckLog other) {
        tried.addAll(other.tried);
        acked.addAll(other.acked);
    }

    /**
     * Notes that a step begins. Whether it survives a crash is open from here on.
     *
     * @param step its number, at least 1
     */
    public synchronized void tried(long step) {
        tried.add(step);
    }

    /**
     * Notes that a step was promised to be durable. It must survive every crash from here on.
     *
     * @param step its number, at least 1
     */
    public synchronized void acked(long step) {
        tried.add(step);
        acked.add(step);
    }

    /**
     * Returns the highest step begun.
     *
     * @return its number, or 0 if there is none
     */
    public synchronized long lastTried() {
        return tried.isEmpty() ? 0 : tried.last();
    }

    /**
     * Returns the highest step promised.
     *
     * @return its number, or 0 if there is none
     */
    public synchronized long lastAcked() {
        return acked.isEmpty() ? 0 : acked.last();
    }

    /**
     * Tells whether a step was begun.
     *
     * @param step its number
     * @return {@code true} if it was
     */
    public synchronized boolean isTried(long step) {
        return tried.contains(step);
    }

    /**
     * Tells whether a step was promised.
     *
     * @param step its number
     * @return {@code true} if it was
     */
    public synchronized boolean isAcked(long step) {
        return acked.contains(step);
    }

    /**
     * Returns the steps promised.
     *
     * @return their numbers, ascending, in a new list
     */
    public synchronized List<Long> acked() {
        return List.copyOf(acked);
    }

    /**
     * Checks a program that does its steps in order: everything promised is there, and nothing that was never begun.
     *
     * @param recovered the highest step found after a crash, 0 if there is none
     * @throws AssertionError if steps are lost or invented
     */
    public synchronized void requireRecovered(long recovered) {
        if (recovered < lastAcked()) {
            throw new AssertionError(
                    "lost: step " + lastAcked() + " was acknowledged, the last one found is " + recovered);
        }
        if (recovered > lastTried()) {
            throw new AssertionError(
                    "invented: step " + recovered + " was found, the last one begun is " + lastTried());
        }
    }

    /**
     * Returns a copy that can go its own way.
     *
     * @return the copy
     */
    public synchronized AckLog copy() {
        return new AckLog(this);
    }

    /** Returns the highest steps. */
    @Override
    public synchronized String toString() {
        return "tried up to " + lastTried() + ", acknowledged up to " + lastAcked();
    }
}
