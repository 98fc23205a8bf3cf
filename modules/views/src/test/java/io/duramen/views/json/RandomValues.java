// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON values of every kind: big numbers, text of every plane, deep nesting. */
final class RandomValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String[] EDGES = {
        "", "\0", "\"", "\\", "/", "\u007f", "\u0080", "\u2028", "\uFFFF", "\uFEFF", "\uD83C\uDF33"
    };

    private final Random random;

    RandomValues(Random random) {
        this.random = random;
    }

    JsonNode next() {
        return random.nextInt(40) == 0 ? deep(random.nextInt(JsonCodec.MAX_DEPTH)) : value(4);
    }

    private JsonNode deep(int levels) {
        JsonNode inner = value(0);
        for (int i = 0; i < levels - 1; i++) {
            if (random.nextBoolean()) {
                ArrayNode array = NODES.arrayNode();
                array.add(inner);
                inner = array;
            } else {
                ObjectNode object = NODES.objectNode();
                object.set(text(), inner);
                inner = object;
            }
        }
        return inner;
    }

    private JsonNode value(int levels) {
        return switch (random.nextInt(levels > 0 ? 9 : 6)) {
            case 0 -> NODES.booleanNode(random.nextBoolean());
            case 1 -> NODES.nullNode();
            case 2, 3 -> NODES.stringNode(text());
            case 4, 5 -> number(new BigDecimal(digits()));
            case 6, 7 -> object(levels - 1);
            default -> array(levels - 1);
        };
    }

    private ObjectNode object(int levels) {
        ObjectNode object = NODES.objectNode();
        for (int n = random.nextInt(6); n > 0; n--) {
            object.set(text(), value(levels));
        }
        return object;
    }

    private ArrayNode array(int levels) {
        ArrayNode array = NODES.arrayNode();
        for (int n = random.nextInt(6); n > 0; n--) {
            array.add(value(levels));
        }
        return array;
    }

    /** In the form in which it is to come back, reckoned apart from the code under test. */
    private static JsonNode number(BigDecimal number) {
        BigDecimal exact = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        if (exact.scale() > 0 || exact.precision() - exact.scale() > JsonCodec.MAX_DIGITS) {
            return NODES.numberNode(exact);
        }
        BigInteger whole = exact.toBigIntegerExact();
        if (whole.bitLength() > 63) {
            return NODES.numberNode(whole);
        }
        return whole.bitLength() > 31 ? NODES.numberNode(whole.longValue()) : NODES.numberNode(whole.intValue());
    }

    private String digits() {
        return switch (random.nextInt(6)) {
            case 0 -> String.valueOf(random.nextLong() >> random.nextInt(64));
            case 1 -> new BigInteger(random.nextInt(3300), random).negate().toString();
            case 2 -> new BigDecimal(new BigInteger(random.nextInt(400), random), random.nextInt(800) - 400).toString();
            case 3 -> new BigDecimal(new BigInteger(60, random), random.nextInt(199_000) - 99_000).toString();
            case 4 -> {
                double any = Double.longBitsToDouble(random.nextLong());
                yield Double.isFinite(any) ? Double.toString(any) : "0";
            }
            default -> "1" + "0".repeat(random.nextInt(40)) + (random.nextBoolean() ? "" : ".5");
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(8); n > 0; n--) {
            int plane = random.nextInt(5);
            if (plane == 0) {
                text.append(EDGES[random.nextInt(EDGES.length)]);
            } else if (plane == 1) {
                text.appendCodePoint(0x10000 + random.nextInt(0x100000));
            } else if (plane == 2) {
                text.append((char) random.nextInt(0xD800));
            } else {
                text.append((char) (' ' + random.nextInt(95)));
            }
        }
        return text.toString();
    }
}
