// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import io.duramen.base.Progress;
import io.duramen.legacy.LegacyReadException;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A log of segments, read once from its first byte to its last. Of a record its number and its place are kept, no more. */
final class SegmentLog implements Rereader {
    private final LegacySource source;
    private final @Nullable String actor;
    private final List<Segment> segments = new ArrayList<>();
    private final List<SegmentDamage> damage = new ArrayList<>();
    private final SequenceNumbers numbers = new SequenceNumbers();
    private final Map<String, Replayed> byActor = new TreeMap<>();
    private final Replayed replayed = new Replayed();
    private long entries;

    private SegmentLog(LegacySource source, @Nullable String actor) {
        this.source = source;
        this.actor = actor;
    }

    /**
     * Reads a log.
     *
     * @param source where it is
     * @param actor whose records are replayed, or {@code null} for everybody's
     * @param progress hears how far it has come
     * @return the log
     */
    static SegmentLog read(LegacySource source, @Nullable String actor, Progress progress) {
        SegmentLog log = new SegmentLog(source, actor);
        List<String> names = names(source);
        for (String name : names) {
            progress.update("reading the segments", log.segments.size(), names.size());
            log.read(name);
        }
        progress.update("reading the segments", names.size(), names.size());
        return log;
    }

    /** The names of the segments, in order. */
    static List<String> names(LegacySource source) {
        return source.list(SegmentLayout.DIRECTORY).stream()
                .filter(SegmentLayout::isSegment)
                .toList();
    }

    private void read(String name) {
        try (SourceFile file = source.open(new Segment(name, 0).file())) {
            Segment segment = new Segment(name, file.size());
            int ordinal = segments.size();
            if (ordinal == Place.MAX_FILES || segment.size() > Place.MAX_FILE_BYTES) {
                throw new LegacyReadException(
                        source.describe(segment.file()), new IOException("more files or bytes than can be counted"));
            }
            segments.add(segment);
            SegmentScan scan = new SegmentScan(new SegmentBytes(file, segment.size()), 0);
            for (Found found = scan.next(); found != null; found = scan.next()) {
                take(found, segment, ordinal);
            }
        }
    }

    private void take(Found found, Segment segment, int ordinal) {
        SegmentRecord record = found.record();
        entries += record == null ? 0 : 1;
        if (found.reason() != null) {
            damage.add(new SegmentDamage(
                    segment, found.offset(), found.reason(), record == null ? null : (Long) record.seq()));
        } else if (record != null) {
            numbers.add(record.seq());
            byActor.computeIfAbsent(record.actor(), who -> new Replayed()).take(record, ordinal, found.offset());
            if (actor == null || actor.equals(record.actor())) {
                replayed.take(record, ordinal, found.offset());
            }
        }
    }

    List<Segment> segments() {
        return segments;
    }

    List<SegmentDamage> damage() {
        return damage;
    }

    /** The numbers of the records that are as they were written. */
    SequenceNumbers numbers() {
        return numbers;
    }

    /** How many records can be read, those with a wrong checksum included. */
    long entries() {
        return entries;
    }

    /** What the records come to that were asked for. */
    Replayed replayed() {
        return replayed;
    }

    /** What the records of each actor come to. */
    Map<String, Replayed> byActor() {
        return byActor;
    }

    /** Every record that can be read, in the order in which they stand, as a report shows it; read again each time. */
    Iterable<Map<String, Object>> shown() {
        return () -> new ShownRecords(source, segments);
    }

    @Override
    public String name(int file) {
        return segments.get(file).file();
    }

    @Override
    public Reading open(int file) {
        return new OpenSegment(source.open(name(file)), segments.get(file).size());
    }
}
