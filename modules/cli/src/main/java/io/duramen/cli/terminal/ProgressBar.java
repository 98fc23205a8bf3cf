// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.terminal;

import io.duramen.base.Progress;
import java.io.PrintStream;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * Shows how far work has come: a bar that is drawn over on a terminal, elsewhere a line for every tenth, or every ten seconds
 * where nobody knows the whole.
 *
 * <p>A phase that ends within half a second shows nothing, unless that is asked for by {@link #now}.
 */
public final class ProgressBar implements Progress, AutoCloseable {
    private static final long PATIENCE_NANOS = 500_000_000;
    private static final long REDRAW_NANOS = 100_000_000;
    private static final long LINE_NANOS = 10_000_000_000L;
    private static final int WIDTH = 30;

    private final PrintStream target;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private final LongFunction<String> unit;
    private long patience = PATIENCE_NANOS;
    private long visibleFrom;
    private long drawn;
    private int length;
    private String phase = "";
    private long tenth;

    /**
     * Makes a bar that shows nothing yet.
     *
     * @param target where to draw
     * @param terminal whether that is a terminal
     * @param nanoTime the clock
     * @param unit writes an amount of what is counted
     */
    public ProgressBar(PrintStream target, boolean terminal, LongSupplier nanoTime, LongFunction<String> unit) {
        this.target = target;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.unit = unit;
        waitFrom(nanoTime.getAsLong());
    }

    /**
     * Shows from the start, for work that is known to be long.
     *
     * @return this
     */
    public ProgressBar now() {
        patience = 0;
        waitFrom(nanoTime.getAsLong());
        return this;
    }

    private void waitFrom(long now) {
        visibleFrom = now + patience;
        drawn = visibleFrom - REDRAW_NANOS;
    }

    @Override
    public synchronized void update(String what, long done, long total) {
        long now = nanoTime.getAsLong();
        if (!what.equals(phase)) {
            phase = what;
            tenth = 0;
            waitFrom(now);
        }
        if (now - visibleFrom < 0) {
            return;
        }
        if (terminal) {
            if (now - drawn >= REDRAW_NANOS || done == total) {
                drawn = now;
                draw(bar(done, total));
            }
        } else if (total > 0 && done * 10 / total > tenth && (done < total || tenth > 0 || patience == 0)) {
            tenth = done * 10 / total;
            target.println(phase + ": " + tenth * 10 + " % (" + amount(done, total) + ")");
        } else if (total <= 0 && now - drawn >= LINE_NANOS) {
            drawn = now;
            target.println(phase + ": " + unit.apply(done));
        }
    }

    /** Takes the bar off the terminal, for instance before a line is printed; the next update draws it again. */
    public synchronized void clear() {
        if (length > 0) {
            target.print("\r" + " ".repeat(length) + "\r");
            target.flush();
            length = 0;
            drawn = nanoTime.getAsLong() - REDRAW_NANOS;
        }
    }

    @Override
    public void close() {
        clear();
    }

    private String bar(long done, long total) {
        if (total <= 0) {
            return phase + "  " + unit.apply(done);
        }
        int full = (int) (Math.min(done, total) * WIDTH / total);
        return phase + "  [" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + done * 100 / total + " %  "
                + amount(done, total);
    }

    private String amount(long done, long total) {
        return unit.apply(done) + " of " + unit.apply(total);
    }

    private void draw(String text) {
        target.print("\r" + text + " ".repeat(Math.max(0, length - text.length())));
        target.flush();
        length = text.length();
    }
}
