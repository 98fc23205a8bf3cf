// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

import java.io.PrintStream;

/**
 * What the child tells the parent, a line each: {@code TRY n} before and {@code ACK n} after a record, {@code POINT name} when
 * it stands at a point and waits to be killed, {@code FIGURES ...} now and then, {@code DONE clock} at the end. Each line is
 * handed to the system before the method returns, so that no kill takes it back.
 */
final class Report {
    static final String TRY = "TRY";
    static final String ACK = "ACK";
    static final String POINT = "POINT";
    static final String FIGURES = "FIGURES";
    static final String DONE = "DONE";

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void trying(int record) {
        line(TRY, String.valueOf(record));
    }

    void acknowledged(int record) {
        line(ACK, String.valueOf(record));
    }

    void at(KillPoint point) {
        line(POINT, point.name());
    }

    void figures(Figures figures) {
        line(FIGURES, figures.encode());
    }

    void done(String clock) {
        line(DONE, clock);
    }

    private void line(String word, String rest) {
        synchronized (out) {
            out.print(word + " " + rest + "\n");
            out.flush();
        }
    }
}
