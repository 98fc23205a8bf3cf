// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.duramen.views.NotDecodableException;
import io.duramen.views.NotEncodableException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is not exactly one JSON value in its one form is refused, at its place. */
class StrictReadingTest {
    private static final JsonCodec<JsonNode> TREE = JsonCodec.tree();
    private static final JsonCodec<JsonNode> ANY_FORM = TREE.tolerating(JsonTolerance.OTHER_FORMS);

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "`` | 0",
                "` ` | 0",
                "`{\"a\":1` | 6",
                "`[1,]` | 3",
                "`{\"a\":1,\"a\":2}` | 7",
                "`{\"a\":{\"b\":1,\"c\":2,\"b\":3}}` | 18",
                "`1 2` | 2",
                "`{}{}` | 2",
                "`[] x` | 3",
                "`NaN` | 0",
                "`[1,NaN]` | 3",
                "`-Infinity` | 1",
                "`01` | 0",
                "`+1` | 0",
                "`.5` | 0",
                "`1.` | 1",
                "`0x10` | 1",
                "`'a'` | 0",
                "`{a:1}` | 1",
                "`// no` | 0",
                "`\"\\ud800\"` | 0",
                "`{\"\\udc00\":1}` | 1",
                "`[\"a\",\"\\ud800x\"]` | 5",
                "`\"\\x\"` | 2",
                "`tru` | 0",
            })
    void whatIsNoValueIsRefusedInAnyForm(String text, long offset) {
        NotDecodableException refused = assertThrows(NotDecodableException.class, () -> ANY_FORM.decode(bytes(text)));
        assertEquals("NOT_DECODABLE", refused.code());
        assertEquals(offset, Math.min(offset, refused.offset()), refused::getMessage);
        assertThrows(NotDecodableException.class, () -> TREE.decode(bytes(text)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "` 1` | 0",
                "`1\n` | 1",
                "`{\"b\":1,\"a\":2}` | 2",
                "`[1, 2]` | 3",
                "`1.0` | 1",
                "`1e2` | 1",
                "`100000E-2` | 4",
                "`-0` | 0",
                "`1E+21` | 1",
                "`[\"\u20ac\",\"\\u20ac\"]` | 8",
                "`\"\\/\"` | 1",
                "`\"\\u000A\"` | 2",
                "`\"\\u001F\"` | 6",
            })
    void anotherFormIsRefusedUnlessToleratedAndThenReadAsTheSameValue(String text, long offset) {
        NotDecodableException refused = assertThrows(NotDecodableException.class, () -> TREE.decode(bytes(text)));
        assertEquals(offset, refused.offset(), refused::getMessage);
        assertEquals("the canonical form", refused.expected());
        JsonNode read = ANY_FORM.decode(bytes(text));
        assertEquals(read, TREE.decode(TREE.encode(read)));
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedAtTheirPlace() {
        for (JsonCodec<JsonNode> codec : List.of(TREE, ANY_FORM)) {
            assertEquals(1, refused(codec, new byte[] {'"', (byte) 0xFF, '"'}).offset());
            assertEquals(
                    3,
                    refused(codec, new byte[] {'"', (byte) 0xC3, (byte) 0xA4, (byte) 0x80, '"'})
                            .offset());
            // Half a surrogate pair, and an overlong slash.
            refused(codec, new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'});
            refused(codec, new byte[] {'"', (byte) 0xC0, (byte) 0xAF, '"'});
            // JSON of other encodings, which a parser may guess.
            refused(codec, "[1]".getBytes(UTF_16));
            refused(codec, "[1]".getBytes(UTF_16LE));
        }
        refused(TREE, "\uFEFF1".getBytes(UTF_8));
    }

    private static NotDecodableException refused(JsonCodec<?> codec, byte[] bytes) {
        return assertThrows(NotDecodableException.class, () -> codec.decode(bytes));
    }

    @Test
    void thePlaceWithinTheValueIsAPointer() {
        assertEquals("/a/1", refused(TREE, bytes("{\"a\":[0,\"\\ud800\"]}")).path());
        assertEquals(
                "/a~1b/~0",
                refused(TREE, bytes("{\"a/b\":{\"~\":\"\\ud800\"}}")).path());
    }

    @Test
    void depthAndDigitsHaveLimitsBothWays() {
        int depth = JsonCodec.MAX_DEPTH;
        String deep = "[".repeat(depth) + "]".repeat(depth);
        assertEquals(deep, new String(TREE.encode(TREE.decode(bytes(deep))), UTF_8));
        refused(TREE, bytes("[" + deep + "]"));
        ArrayNode deeper = JsonNodeFactory.instance.arrayNode();
        deeper.add(TREE.decode(bytes(deep)));
        assertThrows(NotEncodableException.class, () -> TREE.encode(deeper));

        String most = "9".repeat(JsonCodec.MAX_DIGITS - 1) + "8";
        String written = "9." + most.substring(1) + "e+" + (JsonCodec.MAX_DIGITS - 1);
        assertEquals(written, new String(TREE.encode(ANY_FORM.decode(bytes(most))), UTF_8));
        refused(ANY_FORM, bytes("1" + most));
        refused(ANY_FORM, bytes("1e100000"));
        refused(ANY_FORM, bytes("1e99999999999999"));
        refused(ANY_FORM, bytes("10e2147483647"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNoNumberIsNotWritten(double number) {
        JsonNode tree = JsonNodeFactory.instance.objectNode().put("a", number);
        NotEncodableException refused = assertThrows(NotEncodableException.class, () -> TREE.encode(tree));
        assertEquals("NOT_ENCODABLE", refused.code());
        assertEquals("a number", refused.expected());
        assertThrows(
                NotEncodableException.class, () -> TREE.encode(JsonNodeFactory.instance.numberNode((float) number)));
    }

    @Test
    void halfACharacterIsNotWritten() {
        JsonNode tree = JsonNodeFactory.instance.objectNode().put("\uDC00", "a");
        assertThrows(NotEncodableException.class, () -> TREE.encode(tree));
        assertThrows(NotEncodableException.class, () -> TREE.encode(JsonNodeFactory.instance.stringNode("a\uD83C")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
