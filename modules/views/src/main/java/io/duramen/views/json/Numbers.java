// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import tools.jackson.core.io.NumberOutput;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Numbers without scale and sign of zero, and their one layout: that of ECMAScript, as RFC 8785 has it, for all digits. */
final class Numbers {
    /** Beside its digits a number has a sign, a point, and an exponent with its sign. */
    static final int MORE_CHARS = 16;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MAX_EXPONENT = 99_999;

    /** Whole numbers of more digits, and smaller fractions, are written with an exponent. */
    private static final int PLAIN_DIGITS = 21;

    private static final int PLAIN_ZEROS = 6;
    private static final MathContext ONE_DIGIT = new MathContext(1);

    private Numbers() {}

    /** Returns the node of a number: a whole one where its digits are within the limit, else a decimal one. */
    static JsonNode node(String text) {
        BigDecimal number = normal(new BigDecimal(text));
        int digits = number.precision() - number.scale();
        if (number.scale() > 0 || digits > JsonCodec.MAX_DIGITS) {
            return NODES.numberNode(number);
        }
        BigInteger whole = number.toBigIntegerExact();
        if (whole.bitLength() >= Long.SIZE) {
            return NODES.numberNode(whole);
        }
        return whole.bitLength() < Integer.SIZE
                ? NODES.numberNode(whole.intValueExact())
                : NODES.numberNode(whole.longValueExact());
    }

    private static BigDecimal normal(BigDecimal number) {
        if (number.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal normal = number.stripTrailingZeros();
        long exponent = (long) normal.precision() - normal.scale() - 1;
        if (normal.precision() > JsonCodec.MAX_DIGITS || Math.abs(exponent) > MAX_EXPONENT) {
            throw new ArithmeticException("beyond the limits");
        }
        return normal;
    }

    /** Lays a number out. */
    static String text(BigDecimal any) {
        BigDecimal number = normal(any);
        String digits = number.unscaledValue().abs().toString();
        String sign = number.signum() < 0 ? "-" : "";
        int point = digits.length() - number.scale(); // the digits before it, if it were written plainly
        if (number.signum() == 0) {
            return "0";
        }
        if (digits.length() <= point && point <= PLAIN_DIGITS) {
            return sign + digits + "0".repeat(point - digits.length());
        }
        if (0 < point && point <= PLAIN_DIGITS) {
            return sign + digits.substring(0, point) + "." + digits.substring(point);
        }
        if (-PLAIN_ZEROS < point && point <= 0) {
            return sign + "0." + "0".repeat(-point) + digits;
        }
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return sign + digits.charAt(0) + fraction + "e" + (point > 0 ? "+" : "-") + Math.abs(point - 1);
    }

    /**
     * Returns the shortest decimal that is read as a certain {@code double}, on every JDK: {@link Double#toString} found it only
     * from 19 on. Of one digit where one is enough, which Java never returns.
     */
    static BigDecimal shortest(double number) {
        BigDecimal shortest = new BigDecimal(NumberOutput.toString(number, true));
        BigDecimal shorter = shortest.round(ONE_DIGIT);
        return shorter.doubleValue() == number ? shorter : shortest;
    }

    /** The same for a {@code float}. */
    static BigDecimal shortest(float number) {
        BigDecimal shortest = new BigDecimal(NumberOutput.toString(number, true));
        BigDecimal shorter = shortest.round(ONE_DIGIT);
        return shorter.floatValue() == number ? shorter : shortest;
    }
}
