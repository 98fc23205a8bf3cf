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
 * stands there twice; a file out of order is refused.
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
            ExportedLine.parse(lines.wholeLine());
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
                    fields(null, new Tally(), new LineScan(source, "")), List.of(), List.of(), refusal, refusal);
        }
        Tally tally = new Tally();
        LineScan scan = new LineScan(source, name).run(tally::add, progress);
        Refusal refusal = tally.refusal(name);
        return new Findings(
                fields(name, tally, scan),
                new ExportedChanges(source, name, tally.keys),
                scan.damage(),
                refusal,
                refusal == null ? strictRefusal(name, scan) : refusal);
    }

    private static @Nullable Refusal strictRefusal(String name, LineScan scan) {
        return scan.skipped().stream()
                .findFirst() // a torn end as well: an export gets its name only once it is whole
                .map(skipped -> new Refusal(
                        "EXPORT_DAMAGED",
                        name,
                        skipped.reason() + " in line " + skipped.line(),
                        "export again, or run the import without --strict to take over everything else"))
                .orElse(null);
    }

    private static Map<String, @Nullable Object> fields(@Nullable String name, Tally tally, LineScan scan) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(
                "summary",
                tally.keys + " keys, " + tally.bytes + " bytes in their values, "
                        + scan.skipped().size() + " lines skipped");
        fields.put("file", name);
        fields.put("keys", tally.keys);
        fields.put("value_bytes", tally.bytes);
        fields.put("skipped", scan.report());
        fields.put("in_order", tally.disorder == 0);
        fields.put("healthy", name != null && scan.skipped().isEmpty() && tally.disorder == 0);
        return fields;
    }

    /** What was counted. */
    private static final class Tally {
        private long keys;
        private long bytes;
        private long disorder;
        private byte[] last = {};

        void add(long number, long offset, byte[] text) throws BadLineException {
            ExportedLine line = ExportedLine.parse(text);
            keys++;
            bytes += line.value().length;
            if (disorder == 0 && !line.isBehind(last)) {
                disorder = number;
            }
            last = line.key();
        }

        @Nullable
        Refusal refusal(String name) {
            return disorder == 0
                    ? null
                    : new Refusal(
                            "EXPORT_OUT_OF_ORDER",
                            name,
                            "the key of line " + disorder
                                    + " does not come behind the one before it, as in every export",
                            "export again; lines of other programs are imported with --key");
        }
    }
}
