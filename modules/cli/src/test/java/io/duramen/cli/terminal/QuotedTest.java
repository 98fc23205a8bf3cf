// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.duramen.audit.AuditAlert;
import io.duramen.base.Printable;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class QuotedTest {

    @Test
    void whatCannotBeMistakenStandsAsItIs() {
        assertEquals("bob@host:8/x_y.z+1-2", Quoted.name("bob@host:8/x_y.z+1-2"));
        assertEquals("\"two words\"", Quoted.name("two words"));
        assertEquals("\"\"", Quoted.name(""));
        assertEquals("\"h\u00e9llo \ud83d\ude00\"", Quoted.text("h\u00e9llo \ud83d\ude00"));
    }

    @Test
    @Tag("S3.54")
    void whatBreaksALineOrMovesTheCursorIsAnEscape() {
        assertEquals("\"a\\nb\\r\\t\\\\\\\"\"", Quoted.text("a\nb\r\t\\\""));
        assertEquals("\"\\u0000\\u001b\\u007f\\u0085\\u009b\"", Quoted.text("\0\u001b\u007f\u0085\u009b"));
        assertEquals("\"\\u2028\\u2029\\u202e\\u2066\\ufeff\"", Quoted.text("\u2028\u2029\u202e\u2066\ufeff"));
        assertEquals("\"\\ud83d x \\ude00\"", Quoted.text("\ud83d x \ude00"));
        assertEquals("\"a\\udb40\\udc01b\"", Quoted.text("a\udb40\udc01b")); // U+E0001, a tag that is not seen
    }

    @Test
    @Tag("S3.54")
    void everySignIsWrittenAsTheAuditTrailWritesIt() {
        for (int from = 0; from <= Character.MAX_CODE_POINT; from += 0x1000) {
            StringBuilder signs = new StringBuilder();
            for (int c = from; c < from + 0x1000; c++) {
                signs.appendCodePoint(c).append(' '); // so that no two halves make a pair
            }
            String text = signs.toString();
            String alert = new AuditAlert("detector", 1, Instant.EPOCH, "bob", text).toText();
            assertEquals("message=" + Quoted.text(text), alert.substring(alert.indexOf("message=")));
            String plain = text.replaceAll("[\"\\\\\t\r\n]", "");
            assertEquals(Quoted.text(plain), '"' + Printable.of(plain) + '"');
        }
    }

    @Test
    @Tag("S3.54")
    void jsonMeansTheSameAfterwards() {
        String odd = "a\u0085\u009b\u2028\u202e\u007f\n\udb40\udc01\u00e9\ud83d\ude00";
        String json = Json.text(Map.of("k", odd));
        assertEquals("{\"k\":\"a\\u0085\\u009b\\u2028\\u202e\\u007f\\n" + "\\udb40\\udc01\u00e9\ud83d\ude00\"}", json);
        assertEquals(odd, Json.parse(json).get("k").stringValue());
    }
}
