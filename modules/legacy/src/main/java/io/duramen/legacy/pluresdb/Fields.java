// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import io.duramen.legacy.lines.JsonScanner.Member;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of the types that PluresDB's records know. A field that is missing or of another type is {@code null}. */
final class Fields {
    private Fields() {}

    static @Nullable String string(Map<String, Member> fields, String name) {
        Member field = fields.get(name);
        return field == null || !field.isString() ? null : field.string();
    }

    /** An {@code i64}. */
    static @Nullable Long signed(Map<String, Member> fields, String name) {
        String raw = number(fields, name);
        if (raw == null) {
            return null;
        }
        try {
            Long value = Long.valueOf(raw);
            return raw.equals(value.toString()) ? value : null; // "-0" is a float there
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A {@code u64}, whose upper half is negative here. */
    static @Nullable Long unsigned(Map<String, Member> fields, String name) {
        String raw = number(fields, name);
        if (raw == null || raw.startsWith("-")) {
            return null;
        }
        try {
            return Long.parseUnsignedLong(raw);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable String number(Map<String, Member> fields, String name) {
        Member field = fields.get(name);
        return field == null || field.kind() != '0' ? null : field.raw();
    }

    /** A {@code u64} for a report. */
    static Object shown(long unsigned) {
        return unsigned >= 0 ? (Object) unsigned : new BigInteger(Long.toUnsignedString(unsigned));
    }
}
