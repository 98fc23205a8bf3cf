// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.duramen.testkit.Seeds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ArrayElementsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static ArrayElements elements(String text, int from) {
        byte[] bytes = Written.utf8(text);
        return new ArrayElements(new ByteArrayInputStream(bytes, from, bytes.length - from), 1000, from);
    }

    private static List<String> all(String text) throws IOException, NoArrayException {
        ArrayElements elements = elements(text, 0);
        List<String> all = new ArrayList<>();
        for (byte[] element = elements.next(); element != null; element = elements.next()) {
            all.add(new String(element, StandardCharsets.UTF_8));
            String from =
                    new String(Written.utf8(text), (int) elements.offset(), element.length, StandardCharsets.UTF_8);
            assertEquals(from, all.get(all.size() - 1));
        }
        assertNull(elements.next());
        return all;
    }

    @Test
    void eachElementIsWhatStandsBetweenTheCommas() throws IOException, NoArrayException {
        assertEquals(List.of(), all("[]"));
        assertEquals(List.of(), all(" [ ] \n"));
        assertEquals(
                List.of("1", "\"],[\\\"\"", "{\"a\":[1,{}]}", "[[]]"), all("[1,\"],[\\\"\",{\"a\":[1,{}]}, [[]]]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "1", "{}", "[", "[1", "[1,", "[1,]", "[,1]", "[1]]", "[1]x", "[1}", "[\"]", "[{]", "x[]"
            })
    void whatIsNoArrayIsRefused(String text) {
        assertThrows(NoArrayException.class, () -> all(text), text);
    }

    @Test
    void anElementOverTheLimitIsRefused() throws IOException, NoArrayException {
        assertEquals(1, all("[\"" + "x".repeat(998) + "\"]").size());
        assertThrows(NoArrayException.class, () -> all("[\"" + "x".repeat(999) + "\"]"));
    }

    @Test
    void whatJacksonReadsIsReadAndCanBeGoneOnWithAnywhere() {
        Seeds.run(2000, random -> {
            String text = value(random, 3);
            JsonNode wanted = JSON.readTree(text);
            ArrayElements elements = elements(text, 0);
            for (JsonNode each : wanted) {
                byte[] element = elements.next();
                assertNotNull(element, text);
                assertEquals(each, JSON.readTree(element), text);
                byte[] again = elements(text, (int) elements.offset()).next();
                assertEquals(each, JSON.readTree(again), text);
            }
            assertNull(elements.next(), text);
        });
    }

    private static String value(SplittableRandom random, int depth) {
        List<String> parts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            parts.add(
                    switch (depth == 0 ? random.nextInt(3) : random.nextInt(5)) {
                        case 0 -> "-1.5e3";
                        case 1 -> "\"a\\\\\\\"]},\u00e9\"";
                        case 2 -> "null";
                        case 3 -> "{\"x,]\" : " + value(random, depth - 1) + "}";
                        default -> value(random, depth - 1);
                    });
        }
        return "[" + String.join(random.nextBoolean() ? "," : " , ", parts) + "]";
    }
}
