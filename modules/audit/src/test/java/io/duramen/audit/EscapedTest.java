// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever somebody puts into an entry, it stays one line, and no other entry is written like it. */
@Tag("S3.54")
class EscapedTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static AuditEntry entry(String type, String actor, Map<String, ?> facts) {
        return new AuditEntry(
                1,
                Trails.NOON,
                type,
                actor,
                AuditOutcome.DONE,
                new LinkedHashMap<>(facts),
                "0".repeat(64),
                "1".repeat(64));
    }

    private static void requireHarmless(String written) {
        for (int c : written.codePoints().toArray()) {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE ->
                    throw new AssertionError(String.format("U+%04X in: %s", c, Escaped.text(written)));
                default -> {} // harmless
            }
        }
    }

    @Test
    void noSignOfAllThereAreReachesALineAsItselfIfItCouldBreakIt() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (Character.isSurrogate((char) c) && c < 0x10000) {
                continue; // an entry holds none; see below
            }
            String text = "a" + Character.toString(c) + "b";
            String quoted = Escaped.text(text);
            requireHarmless(quoted);
            if (quoted.contains("\\u") || c < 0x80) {
                assertEquals(text, JSON.readTree(quoted).stringValue());
            }
        }
        requireHarmless(Escaped.text("\ud83d"));
        requireHarmless(Escaped.text("\ude00x"));
    }

    @Test
    void aForgedLineIsAQuotedText() {
        String forged = "bob\n8 2026-01-02T12:00:00Z login DONE actor=root";
        AuditEntry entry = entry("login", forged, Map.of("why", "\u001b[2K\u202eevil\r"));

        assertEquals(
                "1 2026-01-02T12:00:00.000001Z login DONE"
                        + " actor=\"bob\\n8 2026-01-02T12:00:00Z login DONE actor=root\""
                        + " why=\"\\u001b[2K\\u202eevil\\r\"",
                entry.toText());
        assertEquals(entry.toText(), entry.toString());
        assertEquals(1, entry.toJson().lines().count());
        assertEquals(forged, JSON.readTree(entry.toJson()).get("actor").stringValue());
        requireHarmless(entry.toText() + entry.toJson());
    }

    @Test
    void valuesOfDifferentKindsAreWrittenDifferently() {
        List<Object> values = Arrays.asList(
                null,
                "null",
                true,
                "true",
                1L,
                "1",
                List.of(),
                "[]",
                List.of("a", "b"),
                List.of("a, b"),
                "[a, b]",
                Map.of(),
                "{}",
                Map.of("a", "b"),
                "{a=b}",
                Map.of("a", "b, c=d"),
                "",
                " ",
                List.of(""),
                "a",
                "a ",
                List.of(1L),
                List.of("1"),
                "-",
                "\\n",
                "\n");
        Map<String, Object> written = new HashMap<>();
        for (Object value : values) {
            Object other = written.put(Escaped.value(value), value);
            assertEquals(null, other, () -> "written like " + value);
        }
        assertNotEquals(
                entry("t", "a b=c", Map.of()).toText(),
                entry("t", "a", Map.of("b", "c")).toText());
    }

    @Test
    void alertsAreEscapedToo() {
        AuditAlert alert = new AuditAlert("det\nector", 3, Trails.NOON, "ann\u2028", "m\u0007\"");

        requireHarmless(alert.toText() + alert.toJson() + alert);
        assertEquals("ann\u2028", JSON.readTree(alert.toJson()).get("actor").stringValue());
        assertEquals("det\nector", JSON.readTree(alert.toJson()).get("alert").stringValue());
    }

    @Test
    void jsonIsWhatSomebodyElseReads() {
        Seeds.run(300, random -> {
            Map<String, Object> facts = new LinkedHashMap<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                facts.put(text(random), value(random, 3));
            }
            AuditEntry entry = entry(text(random), text(random), facts);
            requireHarmless(entry.toText());
            requireHarmless(entry.toJson());
            JsonNode read = JSON.readTree(entry.toJson());

            assertEquals(entry.type(), read.get("type").stringValue());
            assertEquals(entry.actor(), read.get("actor").stringValue());
            assertEquals(facts, plain(read.get("facts")));
            assertEquals(
                    List.of("sequence", "time", "type", "actor", "outcome", "facts", "previous", "digest"),
                    List.copyOf(read.propertyNames()));
        });
    }

    private static Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.propertyNames().forEach(name -> map.put(name, plain(node.get(name))));
            return map;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(item -> list.add(plain(item)));
            return list;
        }
        if (node.isNull()) {
            return null;
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isNumber() ? (Object) node.longValue() : node.stringValue();
    }

    private static Object value(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong();
            case 3 -> text(random);
            case 4 -> new ArrayList<>(Arrays.asList(value(random, depth - 1), value(random, depth - 1)));
            default -> {
                Map<String, Object> map = new LinkedHashMap<>();
                map.put(text(random), value(random, depth - 1));
                yield map;
            }
        };
    }

    /** Well-formed text with many odd signs in it. */
    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int c = switch (random.nextInt(4)) {
                case 0 -> random.nextInt(0x20);
                case 1 -> 0x2000 + random.nextInt(0x70);
                case 2 -> 0xe0000 + random.nextInt(0x80);
                default -> random.nextInt(0x20, 0x7f);
            };
            text.appendCodePoint(c);
        }
        assertFalse(text.toString().contains("\ud800"));
        assertTrue(text.length() < 30);
        return text.toString();
    }
}
