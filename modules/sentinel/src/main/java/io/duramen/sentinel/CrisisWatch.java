// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

/**
 * When a crisis begins and ends. It keeps the times of as many bursts as begin one, so that the window slides exactly and no
 * burst costs more than another. Time is of {@link System#nanoTime}. <b>Not thread-safe.</b>
 */
final class CrisisWatch {
    private final CrisisRules rules;
    private final long window;
    private final long[] times; // of the last bursts, as a ring
    private long seen;
    private double share;
    private boolean crisis;
    private boolean calm;
    private long calmSince;

    CrisisWatch(CrisisRules rules) {
        this.rules = rules;
        this.window = rules.window().toNanos();
        this.times = new long[rules.bursts()];
    }

    /** A burst happened; tells whether it begins a crisis. */
    boolean burst(long now) {
        times[(int) (seen++ % times.length)] = now;
        calm = calm && isCalm(now);
        return !crisis && within(rules.bursts(), now) && begin();
    }

    /** A window is over, and so much was burned in it; tells whether that begins a crisis. */
    boolean share(double burned, long now) {
        share = burned;
        calm = calm && isCalm(now);
        return !crisis && burned >= rules.share() && begin();
    }

    /** Time has passed; tells whether that ends the crisis. */
    boolean passed(long now) {
        if (!crisis) {
            return false;
        }
        if (!isCalm(now)) {
            calm = false;
            return false;
        }
        if (!calm) {
            calm = true;
            calmSince = now;
        }
        if (now - calmSince < CrisisRules.CALM_WINDOWS * window) {
            return false;
        }
        crisis = false;
        return true;
    }

    int burstsInWindow(long now) {
        int count = 0;
        while (count < times.length && within(count + 1, now)) {
            count++;
        }
        return count;
    }

    double share() {
        return share;
    }

    private boolean begin() {
        crisis = true;
        calm = false;
        return true;
    }

    /** Half of what begins a crisis, or less. */
    private boolean isCalm(long now) {
        return !within(rules.bursts() / 2 + 1, now) && share <= rules.share() / 2;
    }

    /** Whether the last so many bursts lie in the window that ends now. */
    private boolean within(int bursts, long now) {
        return seen >= bursts && now - times[(int) ((seen - bursts) % times.length)] < window;
    }
}
