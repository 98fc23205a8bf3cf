// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import io.duramen.wal.CorruptLogException;
import io.duramen.wal.SegmentInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is told of a log's parts as JSON. */
final class LogFacts {
    private LogFacts() {}

    static List<Map<String, Object>> of(List<SegmentInfo> segments) {
        return segments.stream().map(LogFacts::of).toList();
    }

    private static Map<String, Object> of(SegmentInfo segment) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("number", segment.number());
        facts.put("file", segment.file());
        facts.put("capacity", segment.capacity());
        facts.put("usedBytes", segment.usedBytes());
        facts.put("firstLsn", segment.firstLsn());
        facts.put("lastLsn", segment.lastLsn());
        facts.put("frames", segment.frames());
        facts.put("sealed", segment.sealed());
        if (segment.compressed()) {
            facts.put("storedBytes", segment.storedBytes());
        }
        return facts;
    }

    static Map<String, Object> of(CorruptLogException damage) {
        Map<String, Object> facts = new LinkedHashMap<>(damage.details());
        facts.put("code", damage.code());
        facts.put("message", damage.getMessage());
        return facts;
    }

    /** Which records there are, in words. */
    static String range(long firstLsn, long lastLsn) {
        return lastLsn < firstLsn ? "none" : firstLsn + " to " + lastLsn;
    }
}
