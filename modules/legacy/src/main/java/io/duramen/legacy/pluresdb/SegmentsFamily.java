// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import io.duramen.base.Progress;
import io.duramen.legacy.ImportDamage;
import io.duramen.legacy.families.Findings;
import io.duramen.legacy.families.Findings.Refusal;
import io.duramen.legacy.families.LegacyFamily;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.Selection;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads PluresDB's log, {@code wal/<16 hexadecimal digits>.wal}: every record that is whole, parses and fits its checksum,
 * whatever stands before, between and behind them; all else by its place. Records count in the order of their numbers, those
 * of one number in the order in which they stand.
 *
 * <p>A selected actor's records alone are replayed; what is in the log is told in full all the same.
 */
public final class SegmentsFamily implements LegacyFamily {

    /** Creates the family. */
    public SegmentsFamily() {}

    @Override
    public String system() {
        return "pluresdb";
    }

    @Override
    public String format() {
        return "wal-segments";
    }

    @Override
    public boolean recognises(LegacySource source) {
        return !SegmentLog.names(source).isEmpty();
    }

    @Override
    public Findings read(LegacySource source, Selection selection, Progress progress) {
        SegmentLog log = SegmentLog.read(source, selection.actor(), progress);
        Refusal refusal = source.isDirectory(SegmentLayout.DIRECTORY)
                ? null
                : new Refusal(
                        "SEGMENTS_MISSING",
                        SegmentLayout.DIRECTORY,
                        "there is no such directory",
                        "name the directory that holds " + SegmentLayout.DIRECTORY);
        List<ImportDamage> damage =
                log.damage().stream().map(SegmentDamage::told).toList();
        return new Findings(
                fields(log),
                new Outcome(log.replayed().fold(), log).changes(),
                damage,
                refusal,
                refusal == null ? strictRefusal(log) : refusal);
    }

    private static @Nullable Refusal strictRefusal(SegmentLog log) {
        return log.damage().stream()
                .filter(damage -> !damage.reason().equals(SegmentLayout.TORN_TAIL))
                .findFirst()
                .map(damage -> new Refusal(
                        "WAL_FILE_CORRUPTED",
                        damage.segment().file(),
                        damage.reason() + " at offset " + damage.offset(),
                        "run the import without --strict to take over everything else"))
                .orElse(null);
    }

    private static Map<String, @Nullable Object> fields(SegmentLog log) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        List<List<Object>> missing = log.numbers().missing();
        List<Object> repeated = log.numbers().repeated();
        fields.put("summary", summary(log, missing.size(), repeated.size()));
        fields.put("wal_dir", SegmentLayout.DIRECTORY);
        fields.put("segments", log.segments().stream().map(Segment::name).toList());
        fields.put("entries", log.shown());
        fields.put("damage", log.damage().stream().map(SegmentDamage::shown).toList());
        fields.put("healthy", log.damage().isEmpty());
        fields.put("recovered_seqs", recovered(log.numbers()));
        fields.put("missing_seq_ranges", missing);
        fields.put("duplicate_seqs", repeated);
        fields.put("state", new Outcome(log.replayed().fold(), log).state());
        fields.put("counts", log.replayed().counts());
        fields.put("state_by_actor", byActor(log));
        return fields;
    }

    private static String summary(SegmentLog log, int gaps, int repeats) {
        return log.segments().size() + " segments, " + log.entries() + " records, "
                + log.damage().size() + " places damaged, " + gaps + " gaps and " + repeats
                + " repeats in the numbers, " + log.replayed().fold().puts() + " ids in the end";
    }

    private static List<Object> recovered(SequenceNumbers numbers) {
        return new AbstractList<>() {
            @Override
            public Object get(int index) {
                return Fields.shown(numbers.get(index));
            }

            @Override
            public int size() {
                return numbers.count();
            }
        };
    }

    private static Map<String, Object> byActor(SegmentLog log) {
        Map<String, Object> states = new LinkedHashMap<>();
        log.byActor().forEach((actor, replayed) -> states.put(actor, new Outcome(replayed.fold(), log).state()));
        return states;
    }
}
