// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.legacy.lines.JsonScanner.NotJsonException;
import io.duramen.legacy.lines.Wtf8;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The predecessor's text of a value. */
class CanonicalTextTest {

    @ParameterizedTest
    @CsvSource({
        "0x1.0p-44, 5.684341886080802e-14", // the nearest of 16 digits lies below and is another double
        "0x0.0000000000001p-1022, 5e-324",
        "0x0.0000000000003p-1022, 1.5e-323",
        "0x0.000000000002dp-1022, 2.2e-322",
        "0x1.0p-1022, 2.2250738585072014e-308",
        "0x1.fffffffffffffp+1023, 1.7976931348623157e+308",
        "0x1.0f0cf064dd592p+73, 1e+22",
        "0x1.52d02c7e14af6p+76, 1e+23",
        "0x1.c7e83209e90b2p+72, 8.41e+21",
        "0x1.fe185ca57c517p+78, 6.02214076e+23",
        "0x1.1c37937e08000p+53, 1e+16",
        "0x1.c6bf526340000p+49, 1000000000000000.0",
        "0x1.1c37937e07fffp+53, 9999999999999998.0",
        "0x1.0p+53, 9007199254740992.0",
        "0x1.0p+63, 9.223372036854776e+18",
        "0x1.a36e2eb1c432dp-14, 0.0001",
        "0x1.4f8b588e368f1p-17, 1e-05",
        "0x1.ad7f29abcaf48p-24, 1e-07",
        "0x1.0624dd2f1a9fcp-9, 0.002",
        "0x1.0p-24, 5.960464477539063e-08",
        "0x1.3333333333334p-2, 0.30000000000000004",
        "0x1.5555555555555p-2, 0.3333333333333333",
        "0x1.a6003a0202a9ap+30, 1770000000.5026002",
        "100, 100.0",
        "0, 0.0",
        "-0.0, -0.0",
        "-2.5, -2.5"
    })
    void aDoubleHasItsShortestText(double value, String text) {
        assertEquals(text, ShortestDouble.text(value));
    }

    @Test
    void theTextOfADoubleReadsAsItAndNoShorterOneDoes(TestReporter reporter) {
        long seed = Long.getLong("duramen.seed", 20_260_221L);
        reporter.publishEntry("seed", Long.toString(seed));
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                continue;
            }
            String text = ShortestDouble.text(value);
            assertEquals(value, Double.parseDouble(text), text);
            assertTrue(digits(text) <= digits(Double.toString(value)), () -> text + " for " + value);
        }
    }

    private static int digits(String number) {
        return new BigDecimal(number).stripTrailingZeros().precision();
    }

    @Test
    void aValueIsWrittenAsThePredecessorWritesIt() throws NotJsonException {
        Object value = JsonTree.parse("""
                {"b":[1,-0,1.50,1E2,NaN,-Infinity,{}, [] ],"\\ud83d\\ude00":"é\\u007f\\u0000\\/","\\uffff":null,"b2":{"z":true,"a":false},
                "b":[12345678901234567890123]}""");

        assertEquals(
                "{\"b\": [12345678901234567890123], \"\\ud83d\\ude00\": \"\\u00e9\\u007f\\u0000/\", \"\\uffff\": null,"
                        + " \"b2\": {\"z\": true, \"a\": false}}",
                CanonicalText.inOrder(value));
        assertEquals(
                "{\"b\": [12345678901234567890123], \"b2\": {\"a\": false, \"z\": true}, \"\\uffff\": null,"
                        + " \"\\ud83d\\ude00\": \"\\u00e9\\u007f\\u0000/\"}",
                CanonicalText.sorted(value));
        assertEquals(
                "[1, 0, 1.5, 100.0, NaN, -Infinity, {}, []]",
                CanonicalText.inOrder(JsonTree.parse(" [1,-0,1.50,1E2,NaN,-Infinity,{}, [] ] ")));
    }

    @Test
    void keysAreOrderedByCodePointsAsTheirBytesAre() {
        SplittableRandom random = new SplittableRandom(7);
        String signs = "a\u00e9\u07ff\ud7ff\ud800\udbff\udc00\udfff\ue000\uffff";
        for (int i = 0; i < 100_000; i++) {
            String a = text(random, signs);
            String b = text(random, signs);
            int bytes = Arrays.compareUnsigned(Wtf8.encode(a), Wtf8.encode(b));
            assertEquals(
                    Integer.signum(bytes), Integer.signum(CodePoints.compare(a, b)), () -> hex(a) + " and " + hex(b));
        }
    }

    private static String text(SplittableRandom random, String signs) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(5); length > 0; length--) {
            text.append(signs.charAt(random.nextInt(signs.length())));
        }
        return text.toString();
    }

    private static String hex(String text) {
        StringBuilder hex = new StringBuilder();
        text.chars().forEach(c -> hex.append(String.format("%04x ", c)));
        return hex.toString();
    }

    @Test
    void aValueNestedDeeplyIsReadAndWritten() throws NotJsonException {
        String deep = "[".repeat(100_000) + "{\"a\": []}" + "]".repeat(100_000);

        assertEquals(deep, CanonicalText.sorted(JsonTree.parse(deep)));
        assertThrows(NotJsonException.class, () -> JsonTree.parse(deep + "]"));
    }
}
