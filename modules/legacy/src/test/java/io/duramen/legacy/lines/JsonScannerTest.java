// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.legacy.lines.JsonScanner.Member;
import io.duramen.legacy.lines.JsonScanner.NotJsonException;
import io.duramen.testkit.Seeds;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

class JsonScannerTest {
    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Test
    void aValueIsItsTextToTheLastDigitAndSpace() throws NotJsonException {
        String big = "9".repeat(5000);
        Map<String, Member> members = JsonScanner.object(" {\"a\" :  { \"x\":[1 ,{ }, []]} ,\"b\":-1.50e+07, \"c\": "
                + big + ",\"d\":\"\\u0041\\n\",\"e\":null,\"f\":false , \"g\":[ NaN,-Infinity ]}\r");
        assertNotNull(members);
        assertEquals("{ \"x\":[1 ,{ }, []]}", raw(members, "a"));
        assertEquals("-1.50e+07", raw(members, "b"));
        assertEquals(big, raw(members, "c"));
        assertEquals("A\n", members.get("d").string());
        assertEquals('n', members.get("e").kind());
        assertEquals('t', members.get("f").kind());
        assertEquals("[ NaN,-Infinity ]", raw(members, "g"));
        assertEquals(List.of("a", "b", "c", "d", "e", "f", "g"), List.copyOf(members.keySet()));
    }

    @Test
    void ofTwoMembersOfOneNameTheLastCountsAndHalfASurrogatePairIsAName() throws NotJsonException {
        Map<String, Member> members = JsonScanner.object("{\"\\ud800\": 1, \"\": 2, \"\\ud800\": 3}");
        assertNotNull(members);
        assertEquals("3", raw(members, "\ud800"));
        assertEquals("2", raw(members, ""));
    }

    @Test
    void anotherValueIsNoObject() throws NotJsonException {
        for (String value : List.of("[]", "1", "null", "\"{}\"", "NaN", " true ")) {
            assertNull(JsonScanner.object(value), value);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{}x",
                "{}{}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":+1}",
                "{\"a\":-}",
                "{\"a\":1e}",
                "{\"a\":INF}",
                "{\"a\":+Infinity}",
                "{\"a\":-NaN}",
                "{\"a\":nul}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\\u\uff11234\"}",
                "{\"a\":\"}",
                "{\"a\":[1,]}",
                "{\"a\":[1}",
                "{\"a\":{]}",
                "[1]]",
                "\ufeff{}",
                "{/**/}",
                "{\"a\":1}\0",
                "{\"a\":\u00a01}"
            })
    void whatIsNotJsonIsRefused(String text) {
        assertThrows(NotJsonException.class, () -> JsonScanner.object(text), text);
    }

    @Test
    void nestingIsBoundedByNothing() {
        int depth = 300_000;
        assertTrue(JsonScanner.isValue("[".repeat(depth) + "{\"a\":1}" + "]".repeat(depth)));
    }

    @Test
    void jacksonTakesTheSameTextsForJson() {
        String alphabet = "{}[],:\"\\ 01.-eEtrufalsnNaI\tb";
        Seeds.run(50_000, random -> {
            StringBuilder text = new StringBuilder("{\"a\":[1,{\"b\":\"c\\n\"},-2.5e3,true,null,NaN]}");
            for (int edit = random.nextInt(1, 4); edit > 0; edit--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
                    default -> text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
                }
            }
            assertEquals(isJson(text.toString()), JsonScanner.isValue(text.toString()), text::toString);
        });
    }

    private static boolean isJson(String text) {
        try {
            JACKSON.readTree(text);
            return !text.contains("INF");
        } catch (JacksonException e) {
            return false;
        }
    }

    private static String raw(Map<String, Member> members, String name) {
        return members.get(name).raw();
    }
}
