// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.duramen;

import io.duramen.base.Progress;
import io.duramen.legacy.families.Findings;
import io.duramen.legacy.families.Findings.Refusal;
import io.duramen.legacy.families.LegacyFamily;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.LineScan;
import io.duramen.legacy.families.Selection;
import io.duramen.legacy.families.SourceFile;
import io.duramen.legacy.text.BadLineException;
import io.duramen.legacy.text.RawLines;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code duramen export} wrote: every key of a store with its value, one a line, in the order of the keys. What is no
 * such line is skipped and told by its place. The order is part of the format, because it shows without holding the keys that none
 * stands there twice; a file out of order is refused. Behind the last line stands an end mark with the number of the lines and their
 * digest: a file without it, one that is not what it says, and what was left of a damaged store are refused unless a selection
 * {@linkplain Selection#acceptPartial accepts} them.
 *
 * <p>The source is the file, or a directory with one file, or with one whose name ends in {@code .jsonl}.
 */
public final class StoreExportFamily implements LegacyFamily {
    private static final String ENDING = ".jsonl";

    /** Creates the family. */
    public StoreExportFamily() {}

    @Override
    public String system() {
        return "duramen";
    }

    @Override
    public String format() {
        return "store-export";
    }

    @Override
    public boolean recognises(LegacySource source) {
        String name = file(source);
        if (name == null) {
            return false;
        }
        try (SourceFile file = source.open(name)) {
            RawLines lines = new RawLines(file::read, 0, file.size());
            if (!lines.advance()) {
                return false;
            }
            byte[] first = lines.wholeLine();
            if (EndMark.isOne(first)) {
                EndMark.parse(first); // of an empty store
            } else {
                ExportedLine.parse(first);
            }
            return true;
        } catch (BadLineException e) {
            return false;
        }
    }

    private static @Nullable String file(LegacySource source) {
        List<String> files = source.list("").stream().filter(source::isFile).toList();
        if (files.size() == 1) {
            return files.get(0);
        }
        List<String> named =
                files.stream().filter(name -> name.endsWith(ENDING)).toList();
        return named.size() == 1 ? named.get(0) : null;
    }

    @Override
    public Findings read(LegacySource source, Selection selection, Progress progress) {
        String name = file(source);
        if (name == null) {
            Refusal refusal = new Refusal(
                    "EXPORT_MISSING", "", "there is not one file whose name ends in " + ENDING, "name the file itself");
            return new Findings(
                    fields(null, new ExportTally(), new LineScan(source, ""), null),
                    List.of(),
                    List.of(),
                    refusal,
                    refusal);
        }
        ExportTally tally = new ExportTally();
        LineScan scan = new LineScan(source, name).run(tally::add, progress);
        Refusal partial = tally.partial(name, scan);
        Refusal refusal = tally.disorder(name);
        if (refusal == null && !selection.acceptPartial()) {
            refusal = partial;
        }
        return new Findings(
                fields(name, tally, scan, partial),
                new ExportedChanges(source, name, tally.keys()),
                scan.damage(),
                refusal,
                refusal == null ? tally.damaged(name, scan) : refusal);
    }

    private static Map<String, @Nullable Object> fields(
            @Nullable String name, ExportTally tally, LineScan scan, @Nullable Refusal partial) {
        EndMark end = tally.mark();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(
                "summary",
                tally.keys() + " keys, " + tally.valueBytes() + " bytes in their values, "
                        + scan.skipped().size() + " lines skipped" + (partial == null ? "" : said(partial)));
        fields.put("file", name);
        fields.put("keys", tally.keys());
        fields.put("value_bytes", tally.valueBytes());
        fields.put("skipped", scan.report());
        fields.put("in_order", tally.isInOrder());
        fields.put("end", end == null ? null : end.report());
        fields.put("partial", partial == null ? null : partial.code());
        fields.put("healthy", name != null && partial == null && tally.isInOrder());
        return fields;
    }

    private static String said(Refusal partial) {
        return "; not all of a store: expected " + partial.expected() + ", found " + partial.found();
    }
}
