// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times as the predecessors write them: seconds since 1970 with a decimal point. */
final class Timestamps {
    private static final int MICROS = 6;

    /** How far from 1970 a record's time may be, in seconds; see {@link io.duramen.wal.LogEntry.Builder#time}. */
    private static final BigDecimal LIMIT = BigDecimal.valueOf(9_150_000_000_000L);

    private Timestamps() {}

    static String text(Instant time) {
        BigDecimal seconds = BigDecimal.valueOf(time.getEpochSecond())
                .add(BigDecimal.valueOf(time.getNano() / 1000, MICROS))
                .stripTrailingZeros();
        return (seconds.scale() < 1 ? seconds.setScale(1) : seconds).toPlainString();
    }

    /** The time to the microsecond, or {@code null} if the number is no time: not finite, or further from 1970 than a record's may be. */
    static @Nullable Instant time(String number) {
        if (number.indexOf('N') >= 0 || number.indexOf('I') >= 0) {
            return null;
        }
        BigDecimal seconds;
        try {
            seconds = new BigDecimal(number);
        } catch (NumberFormatException e) {
            return null; // an exponent beyond all bounds
        }
        // looked at before anything is computed: a short text can be a number of a thousand million digits
        long magnitude = seconds.signum() == 0 ? Long.MIN_VALUE : (long) seconds.precision() - seconds.scale();
        if (magnitude < -MICROS) {
            return Instant.EPOCH;
        }
        if (magnitude > LIMIT.precision() || seconds.abs().compareTo(LIMIT) > 0) {
            return null;
        }
        BigDecimal rounded = seconds.setScale(MICROS, RoundingMode.HALF_EVEN);
        BigDecimal whole = rounded.setScale(0, RoundingMode.FLOOR);
        return Instant.ofEpochSecond(
                whole.longValueExact(),
                rounded.subtract(whole).movePointRight(9).longValueExact());
    }
}
