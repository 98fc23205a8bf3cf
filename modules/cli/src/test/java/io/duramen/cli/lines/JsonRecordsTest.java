// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.lines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonRecordsTest {
    private final JsonRecords records = new JsonRecords("id");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":\"a\"}|a",
                "{\"x\":{\"id\":1},\"id\":\"\\u00e9\"}|é",
                "{\"id\":17}|17",
                "{\"id\":1.50}|1.50",
                "{\"id\":123456789012345678901234567890}|123456789012345678901234567890",
                "  {\"id\" : -1e3 }  |-1e3"
            })
    void theKeyIsTheTextOfTheField(String line, String key) throws BadRecordException {
        assertEquals(key, new String(records.keyOf(line(line)), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1]|not a JSON object, but an array",
                "17|not a JSON object, but a number",
                "{\"name\":1}|there is no field \"id\"",
                "{\"id\":null}|field \"id\" is null, not text or a number",
                "{\"id\":true}|field \"id\" is true or false, not text or a number",
                "{\"id\":[1]}|field \"id\" is an array, not text or a number",
                "{\"id\":\"\"}|the key in field \"id\" has 0 bytes, 1 to 16384 are allowed",
                "{\"id\":1} {\"id\":2}|something follows the JSON object"
            })
    void aBadLineIsRefusedWithTheReason(String line, String why) {
        assertEquals(
                why,
                assertThrows(BadRecordException.class, () -> records.keyOf(line(line)))
                        .why());
    }

    @Test
    void whatIsNotJsonIsToldWithItsColumn() {
        assertEquals(
                "not JSON at column 8: Unexpected character ('}' (code 125)): expected a value",
                why("{\"id\": }").replaceFirst("column [0-9]+", "column 8"));
        assertTrue(why("{\"id\":1").startsWith("not JSON at column "), why("{\"id\":1"));
        assertTrue(why("{\"id\":1,\"id\":2}").contains("uplicate"), why("{\"id\":1,\"id\":2}"));
        assertTrue(why("{\"id\":\"" + "x".repeat(20_000) + "\"}").contains("has 20000 bytes"));
    }

    @Test
    void bytesThatAreNotUtf8AreNotJson() {
        byte[] bytes = {'{', '"', 'i', 'd', '"', ':', '"', (byte) 0xff, '"', '}'};
        LineReader.Line line = new LineReader.Line(1, bytes, bytes.length);

        assertTrue(assertThrows(BadRecordException.class, () -> records.keyOf(line))
                .why()
                .startsWith("not JSON"));
    }

    @Test
    void aLineOverTheLimitIsRefusedUnread() {
        LineReader.Line line = new LineReader.Line(1, new byte[0], 8_000_001);

        assertEquals(
                "it has 8000001 bytes, 8000000 are allowed",
                assertThrows(BadRecordException.class, () -> records.keyOf(line))
                        .why());
    }

    private String why(String text) {
        return assertThrows(BadRecordException.class, () -> records.keyOf(line(text)))
                .why();
    }

    private static LineReader.Line line(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new LineReader.Line(1, bytes, bytes.length);
    }
}
