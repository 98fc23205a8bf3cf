// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void whatStaysOnItsLineStandsAsItIs() {
        String text = "C:\\store\\h\u00e9llo \"\ud83d\ude00\"";
        assertSame(text, Printable.of(text));
    }

    @Test
    @Tag("S3.54")
    void whatBreaksALineMovesTheCursorOrTurnsTheDirectionIsAnEscape() {
        assertEquals("a\\u000ab\\u000d\\u0009\\u001b[2K", Printable.of("a\nb\r\t\u001b[2K"));
        assertEquals("\\u0085\\u2028\\u2029\\u202e\\ufeff", Printable.of("\u0085\u2028\u2029\u202e\ufeff"));
        assertEquals("\\ud83d x \\udb40\\udc01", Printable.of("\ud83d x \udb40\udc01"));
    }
}
