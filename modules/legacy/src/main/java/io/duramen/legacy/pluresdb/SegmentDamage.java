// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import io.duramen.legacy.ImportDamage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place of a segment that nothing was taken from.
 *
 * @param segment the segment
 * @param offset the place
 * @param reason one of the words of {@link SegmentLayout}
 * @param seq the number of the record there, if one can be read
 */
record SegmentDamage(
        Segment segment,
        long offset,
        String reason,
        @Nullable Long seq) {
    Map<String, Object> shown() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("segment", segment.name());
        fields.put("offset", offset);
        fields.put("reason", reason);
        if (seq != null) {
            fields.put(SegmentLayout.SEQ, Fields.shown(seq));
        }
        return fields;
    }

    ImportDamage told() {
        String detail = seq == null ? null : "record " + Long.toUnsignedString(seq);
        return new ImportDamage(segment.file(), 0, offset, reason, detail);
    }
}
