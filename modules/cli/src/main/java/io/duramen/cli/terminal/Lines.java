// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.terminal;

/** Text for people in lines of a name and what is to be said of it. */
public final class Lines {
    private static final int NAME = 20;

    private final StringBuilder text = new StringBuilder();

    /** Starts empty. */
    public Lines() {}

    /**
     * Adds a line.
     *
     * @param name a word or two
     * @param value what is to be said
     * @return this
     */
    public Lines line(String name, Object value) {
        int shown = name.replaceAll("\u001b\\[[0-9;]*m", "").length();
        text.append("  ").append(name).append(" ".repeat(Math.max(1, NAME - shown)));
        text.append(value.toString().stripTrailing()).append('\n');
        return this;
    }

    /**
     * Adds a line that stands by itself.
     *
     * @param line the line; empty for a gap
     * @return this
     */
    public Lines text(String line) {
        text.append(line).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
