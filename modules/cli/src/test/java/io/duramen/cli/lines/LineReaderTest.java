// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.lines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    @Test
    void linesEndWithOrWithoutCarriageReturnAndTheLastOneWithNothing() throws IOException {
        assertEquals(List.of("1:a", "2:", "3:b", "4:c"), lines("a\n\r\nb\r\nc", 10));
        assertEquals(List.of("1:a"), lines("a\n", 10));
        assertEquals(List.of(), lines("", 10));
    }

    @Test
    void aByteOrderMarkIsDroppedAtTheStartOnly() throws IOException {
        assertEquals(List.of("1:a", "2:\ufeffb"), lines("\ufeffa\n\ufeffb", 10));
    }

    @Test
    void aLineOverTheLimitIsToldAndTheNextOneIsWhole() throws IOException {
        LineReader reader = reader("12345678901\nb\n", 10);

        LineReader.Line tooLong = reader.next();
        assertFalse(tooLong.isWhole());
        assertEquals(11, tooLong.length());
        assertEquals("b", text(reader.next()));
        assertEquals(14, reader.offset());
    }

    private static List<String> lines(String text, int limit) throws IOException {
        LineReader reader = reader(text, limit);
        List<String> lines = new ArrayList<>();
        LineReader.Line line;
        while ((line = reader.next()) != null) {
            lines.add(line.number() + ":" + text(line));
        }
        return lines;
    }

    private static String text(LineReader.Line line) {
        return new String(line.bytes(), StandardCharsets.UTF_8);
    }

    private static LineReader reader(String text, int limit) {
        return new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), limit);
    }
}
