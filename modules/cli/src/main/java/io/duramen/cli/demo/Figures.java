// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

/**
 * What a child counted, added up over all of them.
 *
 * @param commits transactions acknowledged
 * @param syncs syncs of segments for them
 * @param rolls segments begun
 * @param checkpoints checkpoints written
 * @param cpuNanos processor time of the importing thread; negative if a part of it is unknown
 * @param wallNanos how long it imported
 */
record Figures(long commits, long syncs, long rolls, long checkpoints, long cpuNanos, long wallNanos) {
    static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0);

    Figures plus(Figures other) {
        return new Figures(
                commits + other.commits,
                syncs + other.syncs,
                rolls + other.rolls,
                checkpoints + other.checkpoints,
                cpuNanos < 0 || other.cpuNanos < 0 ? -1 : cpuNanos + other.cpuNanos,
                wallNanos + other.wallNanos);
    }

    String encode() {
        return commits + " " + syncs + " " + rolls + " " + checkpoints + " " + cpuNanos + " " + wallNanos;
    }

    static Figures decode(String text) {
        String[] words = text.split(" ", -1);
        return new Figures(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                Long.parseLong(words[5]));
    }
}
