// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.terminal;

/**
 * Marks words on a terminal.
 *
 * @param colours whether to
 */
public record Style(boolean colours) {

    /**
     * Marks something good.
     *
     * @param text the words
     * @return the words in green
     */
    public String good(String text) {
        return marked("32", text);
    }

    /**
     * Marks something to look at.
     *
     * @param text the words
     * @return the words in yellow
     */
    public String odd(String text) {
        return marked("33", text);
    }

    /**
     * Marks something bad.
     *
     * @param text the words
     * @return the words in bold red
     */
    public String bad(String text) {
        return marked("1;31", text);
    }

    /**
     * Marks a heading.
     *
     * @param text the words
     * @return the words in bold
     */
    public String heading(String text) {
        return marked("1", text);
    }

    private String marked(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
