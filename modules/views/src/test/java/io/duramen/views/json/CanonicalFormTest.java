// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** One value, one text: that of RFC 8785 where a double holds the number, and all digits where none does. */
class CanonicalFormTest {
    private static final JsonCodec<JsonNode> TREE = JsonCodec.tree();

    /** Appendix B of RFC 8785. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void aDoubleHasItsShortestDigits(String bits, String expected) {
        double number = Double.longBitsToDouble(new BigInteger(bits, 16).longValue());
        byte[] bytes = TREE.encode(JsonNodeFactory.instance.numberNode(number));

        assertEquals(expected, new String(bytes, UTF_8));
        double read = TREE.decode(bytes).doubleValue();
        assertEquals(number, number == 0 ? Math.copySign(read, number) : read);
    }

    @ParameterizedTest
    @CsvSource({
        "1.50, 1.5",
        "1E2, 100",
        "-0.0, 0",
        "0E+77, 0",
        "123456789012345678901, 123456789012345678901",
        "1234567890123456789012, 1.234567890123456789012e+21",
        "0.1234567890123456789012345678901234567890, 0.123456789012345678901234567890123456789",
        "0.0000001000000000000000000000000000000000000001, 1.000000000000000000000000000000000000001e-7",
        "-1e99999, -1e+99999",
        "1e-99999, 1e-99999"
    })
    void aDecimalHasAllOfItsDigits(String number, String expected) {
        byte[] bytes = TREE.encode(JsonNodeFactory.instance.numberNode(new BigDecimal(number)));

        assertEquals(expected, new String(bytes, UTF_8));
        assertEquals(0, new BigDecimal(number).compareTo(TREE.decode(bytes).decimalValue()));
    }

    @Test
    void aWholeNumberOfAnyLengthIsReadAsOne() {
        BigInteger large = BigInteger.TEN.pow(900).add(BigInteger.ONE).negate();
        JsonNode read = TREE.decode(TREE.encode(JsonNodeFactory.instance.numberNode(large)));
        assertEquals(large, read.bigIntegerValue());
        assertEquals(JsonNodeFactory.instance.numberNode(7), TREE.decode(bytes("7")));
        assertEquals(JsonNodeFactory.instance.numberNode(1L << 40), TREE.decode(bytes("1099511627776")));
        assertEquals(JsonNodeFactory.instance.numberNode(Long.MIN_VALUE), TREE.decode(bytes("" + Long.MIN_VALUE)));
    }

    /** Section 3.2.3 of RFC 8785. */
    @Test
    void propertiesComeInTheOrderOfTheirCodeUnits() {
        JsonNode tree = JsonMapper.shared()
                .readTree(
                        "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\",\"\\ufb33\":\"Hebrew Letter Dalet With Dagesh\","
                                + "\"1\":\"One\",\"\\ud83d\\ude00\":\"Emoji: Grinning Face\",\"\\u0080\":\"Control\","
                                + "\"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}");
        assertEquals(
                "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                        + "\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
                new String(TREE.encode(tree), UTF_8));
    }

    /** Section 3.2.2.2 of RFC 8785. */
    @Test
    void textIsEscapedOnlyWhereItMustBe() {
        String text = "\u20ac$\017\nA'B\"\\\\\"/\b\t\f\r\u007f\u2028";
        assertEquals(
                "\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\b\\t\\f\\r\u007f\u2028\"",
                new String(TREE.encode(JsonNodeFactory.instance.stringNode(text)), UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "true", "false", "{}", "[]", "\"\"", "[[],{}]", "{\"\":{\"a\":[1,null]}}", "-1.5e+300"})
    void whatIsCanonicalIsReadAndWrittenAsItIs(String text) {
        assertArrayEquals(bytes(text), TREE.encode(TREE.decode(bytes(text))));
    }

    @Test
    void equalValuesHaveEqualBytesHoweverTheyWereMade() {
        Map<String, Object> one = Map.of("b", 1, "a", 1.5f, "c", new BigDecimal("100"));
        Map<String, Object> other = Map.of("c", 1e2, "a", new BigDecimal("1.500"), "b", 1L);
        assertArrayEquals(
                TREE.encode(JsonMapper.shared().valueToTree(one)),
                TREE.encode(JsonMapper.shared().valueToTree(other)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
