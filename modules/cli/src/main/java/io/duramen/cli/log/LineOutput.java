// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import java.io.PrintStream;

/** Writes many lines in few writes, and notices when nobody reads them any more. */
final class LineOutput implements AutoCloseable {
    private static final int BATCH = 1 << 16;

    private final PrintStream out;
    private final StringBuilder waiting = new StringBuilder(BATCH);
    private boolean gone;

    LineOutput(PrintStream out) {
        this.out = out;
    }

    /** Adds text; written when there is enough of it. */
    void add(String text) {
        waiting.append(text);
        if (waiting.length() >= BATCH) {
            flush();
        }
    }

    /** Adds a line. */
    void line(String line) {
        waiting.append(line);
        add("\n");
    }

    void flush() {
        if (!gone) {
            out.append(waiting);
            gone = out.checkError(); // flushes, too
        }
        waiting.setLength(0);
    }

    /** Whether whoever read this has ended, as {@code head} does. */
    boolean isGone() {
        return gone;
    }

    @Override
    public void close() {
        flush();
    }
}
