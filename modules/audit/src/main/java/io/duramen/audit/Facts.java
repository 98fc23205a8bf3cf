// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes of whatever a caller knows what an entry can hold. What is too long is cut and says so, since an entry about a very
 * long list must not keep the work from being recorded that made the list.
 */
final class Facts {
    /** The longest text kept, in chars. */
    static final int MAX_TEXT = 16 << 10;

    /** The most items kept of a list or a map. */
    static final int MAX_ITEMS = 1000;

    private Facts() {}

    /** Facts as an entry holds them. */
    static Map<String, @Nullable Object> of(Map<String, ?> given) {
        return map(given, 1);
    }

    /** A type, an actor or the name of a fact: well-formed and short enough. */
    static String name(String given) {
        String text = wellFormed(given);
        while (text.getBytes(StandardCharsets.UTF_8).length > EntryLayout.MAX_NAME_BYTES) {
            text = text.substring(0, text.offsetByCodePoints(text.length(), -1));
        }
        return text;
    }

    private static Map<String, @Nullable Object> map(Map<?, ?> given, int depth) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        for (Map.Entry<?, ?> fact : given.entrySet()) {
            if (facts.size() == MAX_ITEMS) {
                facts.put("...", given.size() + " in all");
                break;
            }
            facts.put(name(String.valueOf(fact.getKey())), value(fact.getValue(), depth));
        }
        return facts;
    }

    private static @Nullable Object value(@Nullable Object given, int depth) {
        if (given == null || given instanceof Boolean || given instanceof Long) {
            return given;
        }
        if (given instanceof Integer || given instanceof Short || given instanceof Byte) {
            return ((Number) given).longValue();
        }
        if (depth < EntryLayout.MAX_DEPTH && given instanceof Map<?, ?> map) {
            return Collections.unmodifiableMap(map(map, depth + 1));
        }
        if (depth < EntryLayout.MAX_DEPTH && given instanceof Collection<?> items) {
            return Collections.unmodifiableList(list(items, depth + 1));
        }
        return text(String.valueOf(given));
    }

    private static List<@Nullable Object> list(Collection<?> given, int depth) {
        List<@Nullable Object> items = new ArrayList<>();
        for (Object item : given) {
            if (items.size() == MAX_ITEMS) {
                items.add("... " + given.size() + " in all");
                break;
            }
            items.add(value(item, depth));
        }
        return items;
    }

    private static String text(String given) {
        if (given.length() <= MAX_TEXT) {
            return wellFormed(given);
        }
        return wellFormed(given.substring(0, MAX_TEXT)) + "... " + given.length() + " characters in all";
    }

    /** Half of a pair of surrogates becomes a question mark, because UTF-8 has nothing for it. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
