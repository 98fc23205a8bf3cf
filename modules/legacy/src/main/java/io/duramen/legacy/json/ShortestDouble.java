// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The shortest decimal that reads as a double, and of those the nearest, in the form the predecessor's language gives it:
 * {@code 1e+16}, {@code 1234567890.0}, {@code 1e-05}. {@link Double#toString} has another form, and before Java 19 not always
 * the shortest.
 */
final class ShortestDouble {
    private static final int MOST_DIGITS = 17;
    private static final int PLAIN_FROM = -4;
    private static final int PLAIN_TO = 16;

    private ShortestDouble() {}

    static String text(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        boolean negative = Double.doubleToRawLongBits(value) < 0;
        String text = value == 0 ? "0.0" : layOut(shortest(Math.abs(value)));
        return negative ? "-" + text : text;
    }

    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        int digits = MOST_DIGITS;
        BigDecimal found = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        while (digits > 1) {
            digits--;
            BigDecimal shorter = nearest(exact, value, digits);
            if (shorter == null) {
                break;
            }
            found = shorter;
        }
        return found.stripTrailingZeros();
    }

    /** The nearest decimal of so many digits that reads as the double, or {@code null}. It may lie on either side of it. */
    private static @Nullable BigDecimal nearest(BigDecimal exact, double value, int digits) {
        BigDecimal below = exact.round(new MathContext(digits, RoundingMode.DOWN));
        BigDecimal above = exact.round(new MathContext(digits, RoundingMode.UP));
        boolean belowReads = below.doubleValue() == value;
        boolean aboveReads = above.doubleValue() == value;
        if (belowReads && aboveReads) {
            return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        }
        return belowReads ? below : aboveReads ? above : null;
    }

    private static String layOut(BigDecimal decimal) {
        String digits = decimal.unscaledValue().toString();
        int exponent = digits.length() - 1 - decimal.scale();
        if (exponent >= PLAIN_TO || exponent < PLAIN_FROM) {
            String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
            String power = Integer.toString(Math.abs(exponent));
            return mantissa + (exponent < 0 ? "e-" : "e+") + (power.length() < 2 ? "0" + power : power);
        }
        String plain = decimal.toPlainString();
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
}
