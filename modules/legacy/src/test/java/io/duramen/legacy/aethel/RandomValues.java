// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.aethel;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** JSON values as Aethel writes them, each with the text a report gives it. */
final class RandomValues {
    private static final List<String> SCALARS = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "0.1",
            "-0.0",
            "1e+22",
            "5e-324",
            "1.7976931348623157e+308",
            "1770000000.5");
    private static final List<String> KEYS = List.of(
            "", "k", "account:alice", "caf\\u00e9", "\\ud83d\\ude00", "a b", "\\u0000", "k.1", "k.2", "tx_id", "op");

    private final SplittableRandom random;

    RandomValues(SplittableRandom random) {
        this.random = random;
    }

    /**
     * A value.
     *
     * @param written as it stands in a file
     * @param reported as it stands in a report
     */
    record Value(String written, String reported) {
        static Value plain(String text) {
            return new Value(text, text);
        }
    }

    /** A key without its quotes, as it is written. */
    String key() {
        return KEYS.get(random.nextInt(KEYS.size()));
    }

    Value value(int depth) {
        return switch (random.nextInt(depth > 0 ? 12 : 10)) {
            case 0, 1, 2 -> Value.plain(SCALARS.get(random.nextInt(SCALARS.size())));
            case 3, 4 -> Value.plain(Integer.toString(random.nextInt(-1000, 1000)));
            case 5 -> Value.plain(new BigInteger(300, new Random(random.nextLong())).toString());
            case 6 -> nonFinite();
            case 7 -> halfPair();
            case 8, 9 -> Value.plain("\"" + key() + key() + "\"");
            case 10 -> list(depth);
            default -> object(depth);
        };
    }

    private Value nonFinite() {
        String word = List.of("NaN", "Infinity", "-Infinity").get(random.nextInt(3));
        return new Value(word, "{\"$nonfinite\": \"" + word + "\"}");
    }

    private Value halfPair() {
        String half = random.nextBoolean() ? "d800" : "dfff";
        return new Value("\"x\\u" + half + "\"", "{\"$utf16\": \"0078" + half + "\"}");
    }

    private Value list(int depth) {
        List<String> written = new ArrayList<>();
        List<String> reported = new ArrayList<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            Value value = value(depth - 1);
            written.add(value.written());
            reported.add(value.reported());
        }
        return new Value("[" + String.join(", ", written) + "]", "[" + String.join(", ", reported) + "]");
    }

    private Value object(int depth) {
        List<String> written = new ArrayList<>();
        List<String> reported = new ArrayList<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            Value value = value(depth - 1);
            String name = "\"" + (char) ('a' + n) + key() + "\": ";
            written.add(name + value.written());
            reported.add(name + value.reported());
        }
        return new Value("{" + String.join(", ", written) + "}", "{" + String.join(", ", reported) + "}");
    }
}
