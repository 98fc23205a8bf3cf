// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.views.NotDecodableException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;

/** Keys and values that codecs are tried with. */
final class CodecSamples {
    private static final List<String> TEXTS = List.of(
            "",
            "\0",
            "\0a",
            " ",
            "a",
            "a\0",
            "aa",
            "b",
            "\u007F",
            "\u0080",
            "\u00FF",
            "\uD7FF",
            "\uE000",
            "\uFFFF",
            "\uD800\uDC00",
            "\uD83C\uDF33",
            "\uDBFF\uDFFF",
            "a\"\\/\b\f\n\r\t\u001F\u2028");

    private CodecSamples() {}

    static Map<Class<?>, List<?>> keys(Predicate<Class<?>> supported) {
        List<Long> numbers = List.of(
                Long.MIN_VALUE,
                Long.MIN_VALUE + 1,
                -(1L << 32),
                -256L,
                -1L,
                0L,
                1L,
                255L,
                256L,
                1L << 32,
                Long.MAX_VALUE);
        List<UUID> uuids = new ArrayList<>();
        numbers.forEach(high -> numbers.forEach(low -> uuids.add(new UUID(high, low))));
        Map<Class<?>, List<?>> keys = new LinkedHashMap<>();
        keys.put(String.class, TEXTS);
        keys.put(Long.class, numbers);
        keys.put(UUID.class, uuids);
        keys.put(byte[].class, arrays());
        keys.keySet().removeIf(type -> !supported.test(type));
        return keys;
    }

    private static List<byte[]> arrays() {
        return List.of(
                new byte[0],
                new byte[] {0},
                new byte[] {0, 0},
                new byte[] {0, 1},
                new byte[] {1},
                new byte[] {127},
                new byte[] {-128},
                new byte[] {-1},
                new byte[] {-1, 0},
                new byte[] {-1, -1});
    }

    static Map<Class<?>, List<? extends List<?>>> values(Predicate<Class<?>> supported) {
        Map<Class<?>, List<? extends List<?>>> values = new LinkedHashMap<>();
        values.put(
                String.class,
                TEXTS.stream()
                        .map(text -> List.of(text, String.valueOf(text.toCharArray())))
                        .toList());
        values.put(
                byte[].class,
                arrays().stream().map(bytes -> List.of(bytes, bytes.clone())).toList());
        values.put(
                Sample.class,
                TEXTS.stream()
                        .map(text -> List.of(sample(text, false), sample(text, true)))
                        .toList());
        values.keySet().removeIf(type -> !supported.test(type));
        return values;
    }

    private static Sample sample(String text, boolean otherwise) {
        Map<String, Integer> counts = otherwise ? new LinkedHashMap<>() : new TreeMap<>();
        Set<String> tags = otherwise ? new LinkedHashSet<>() : new TreeSet<>();
        List<String> names = new ArrayList<>(List.of("Aa", "BB", "a", "b", text));
        if (otherwise) {
            Collections.reverse(names);
        }
        names.forEach(name -> counts.put(name, name.length()));
        tags.addAll(names);
        return new Sample(
                text.hashCode(),
                text,
                new BigDecimal("12345678901234567890.0123456789"),
                text.length() / 3.0,
                List.of(text, "x"),
                otherwise ? counts : new HashMap<>(counts),
                tags);
    }

    /** A record such as users have. */
    public record Sample(
            long id,
            String name,
            BigDecimal exact,
            double near,
            List<String> lines,
            Map<String, Integer> counts,
            Set<String> tags) {}

    /** Bytes of any kind, or what was written with some damage. */
    static byte[] garbage(SplittableRandom random, byte[] written) {
        if (random.nextInt(4) == 0) {
            byte[] any = new byte[random.nextInt(24)];
            random.nextBytes(any);
            return any;
        }
        byte[] damaged = Arrays.copyOf(written, Math.max(0, written.length + random.nextInt(-2, 3)));
        if (damaged.length > 0) {
            byte[] likely = "{}[],:\"\\0eE.-+ a".getBytes(UTF_8);
            int at = random.nextInt(damaged.length);
            damaged[at] = random.nextBoolean() ? likely[random.nextInt(likely.length)] : (byte) random.nextInt();
        }
        return damaged;
    }

    static void check(NotDecodableException refused, byte[] bytes) {
        assertEquals("NOT_DECODABLE", refused.code());
        assertTrue(refused.offset() >= -1 && refused.offset() <= bytes.length, refused::getMessage);
        assertFalse(refused.expected().isBlank() || refused.found().isBlank(), refused::getMessage);
    }
}
