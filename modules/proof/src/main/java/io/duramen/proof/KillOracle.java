// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import org.jspecify.annotations.Nullable;

/** Everything a directory's writers ever said: what must be there, and what may. */
final class KillOracle {
    private long lastTry;
    private long lastAck;
    private long acks;
    private long recovered;

    /** Takes a line; false if there was none because the writer is dead. */
    boolean hear(@Nullable String line) {
        if (line == null) {
            return false;
        }
        String[] words = line.split(" ", -1);
        long number = Long.parseLong(words[1]);
        switch (words[0]) {
            case "TRY" -> lastTry = Math.max(lastTry, number);
            case "ACK" -> {
                lastAck = Math.max(lastAck, number);
                acks++;
            }
            default -> throw new WrongContentException("the writer said " + line);
        }
        return true;
    }

    /**
     * What became of what was tried and not acknowledged since the last check.
     *
     * @param survived how many numbers are there all the same
     * @param vanished how many are not
     */
    record Unpromised(long survived, long vanished) {}

    /** Holds what was found against what was said. What was found once has to be there for ever. */
    Unpromised check(CrashRange range, String where) {
        if (range.first() != 1) {
            throw new WrongContentException(where + ": the beginning is lost, found " + range);
        }
        if (range.last() < lastAck) {
            throw new WrongContentException(where + ": lost, " + lastAck + " was acknowledged, found " + range);
        }
        if (range.last() < recovered) {
            throw new WrongContentException(where + ": lost, " + recovered + " was recovered before, found " + range);
        }
        if (range.last() > Math.max(lastTry, recovered)) {
            throw new WrongContentException(where + ": invented, " + lastTry + " was tried last, found " + range);
        }
        Unpromised unpromised = new Unpromised(
                range.last() - Math.max(lastAck, recovered), Math.max(lastTry, recovered) - range.last());
        recovered = range.last();
        lastTry = recovered; // what was tried and did not survive is tried again under the same number
        return unpromised;
    }

    /** Returns how many acknowledgements were heard since this was asked last. */
    long takeAcks() {
        long heard = acks;
        acks = 0;
        return heard;
    }
}
