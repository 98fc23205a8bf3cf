// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import static io.duramen.legacy.pluresdb.SegmentLayout.*;

import io.duramen.legacy.lines.JsonScanner.Member;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a record did. */
sealed interface Operation {

    /**
     * Gave an id a new value.
     *
     * @param data the value's text
     */
    record Put(String id, String data) implements Operation {}

    /** Removed an id. */
    record Delete(String id) implements Operation {}

    /** Forgot old deletions, which changes nothing at a replay. */
    record Compact(long beforeTimestamp) implements Operation {}

    /** Marked a place, which changes nothing at a replay. */
    record Checkpoint(long baseSeq) implements Operation {}

    /** Reads an operation, or returns {@code null} if the text is none. */
    static @Nullable Operation parse(String text) {
        Map<String, Member> tagged = StrictJson.object(text);
        if (tagged == null || tagged.size() != 1) {
            return null;
        }
        Map.Entry<String, Member> only = tagged.entrySet().iterator().next();
        Map<String, Member> fields = StrictJson.object(only.getValue().raw());
        if (fields == null) {
            return null;
        }
        return switch (only.getKey()) {
            case PUT -> put(Fields.string(fields, ID), fields.get(DATA));
            case DELETE -> delete(Fields.string(fields, ID));
            case COMPACT -> compact(Fields.signed(fields, BEFORE_TIMESTAMP));
            case CHECKPOINT -> checkpoint(Fields.unsigned(fields, BASE_SEQ));
            default -> null;
        };
    }

    private static @Nullable Operation put(@Nullable String id, @Nullable Member data) {
        return id == null || data == null ? null : new Put(id, data.raw());
    }

    private static @Nullable Operation delete(@Nullable String id) {
        return id == null ? null : new Delete(id);
    }

    private static @Nullable Operation compact(@Nullable Long before) {
        return before == null ? null : new Compact(before);
    }

    private static @Nullable Operation checkpoint(@Nullable Long base) {
        return base == null ? null : new Checkpoint(base);
    }
}
