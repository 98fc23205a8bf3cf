// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.SourceFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** The records of segments as a report shows them, in the order in which they stand. */
final class ShownRecords extends Batched<Map<String, Object>> {
    /** A reader must find every record that is whole, and finds each of these. */
    private static final String REACH = "required";

    private final LegacySource source;
    private final List<Segment> segments;
    private int segment;
    private long at;

    ShownRecords(LegacySource source, List<Segment> segments) {
        this.source = source;
        this.segments = segments;
    }

    @Override
    void fill(Queue<Map<String, Object>> into) {
        while (segment < segments.size() && into.isEmpty()) {
            Segment from = segments.get(segment);
            try (SourceFile file = source.open(from.file())) {
                SegmentScan scan = new SegmentScan(new SegmentBytes(file, from.size()), at);
                long enough = at + BATCH_BYTES;
                Found found = scan.next();
                while (found != null) {
                    add(found, from, into);
                    found = scan.at() < enough ? scan.next() : null;
                }
                at = scan.at();
            }
            if (at >= from.size()) {
                segment++;
                at = 0;
            }
        }
    }

    private static void add(Found found, Segment segment, Queue<Map<String, Object>> into) {
        SegmentRecord record = found.record();
        if (record == null) {
            return;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("segment", segment.name());
        fields.put("offset", found.offset());
        fields.putAll(record.shown());
        fields.put(SegmentLayout.CHECKSUM, record.checksum());
        fields.put("valid", found.reason() == null);
        fields.put("reach", REACH);
        into.add(fields);
    }
}
