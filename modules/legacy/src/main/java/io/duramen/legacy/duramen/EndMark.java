// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.duramen;

import io.duramen.legacy.families.JsonFields;
import io.duramen.legacy.families.JsonText;
import io.duramen.legacy.text.BadLineException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last line of an export: how many lines come before it, their digest, and which state they are; see {@code
 * docs/formats/store-export.md}.
 *
 * @param keys how many lines come before it
 * @param complete whether they are the whole state of the store, and not what was left of a damaged one
 * @param lsn the last record of the log that is in them
 * @param root the state's root in its store, in hexadecimal
 * @param sha256 the SHA-256 of the lines before it, each with its line feed, in hexadecimal
 */
record EndMark(long keys, boolean complete, long lsn, String root, String sha256) {
    static final int FORMAT = 1;

    private static final byte[] BEGINNING = "{\"end\":".getBytes(StandardCharsets.US_ASCII);
    private static final int FIELDS = 6;

    /** Tells whether a line means to be a mark: no line with a key begins like one. */
    static boolean isOne(byte[] line) {
        return line.length >= BEGINNING.length
                && Arrays.equals(line, 0, BEGINNING.length, BEGINNING, 0, BEGINNING.length);
    }

    static EndMark parse(byte[] line) throws BadLineException {
        JsonFields outer = JsonFields.of(line);
        JsonText inner = outer.object("end");
        JsonFields fields = JsonFields.of(inner.text());
        if (fields.integer("format") != FORMAT) {
            throw new BadLineException("unknown_format", "an end mark of format " + fields.integer("format"));
        }
        fields.require("complete");
        EndMark mark = new EndMark(
                fields.integer("keys"),
                fields.flag("complete", false),
                fields.integer("lsn"),
                fields.string("root"),
                fields.string("sha256"));
        if (outer.all().size() != 1 || fields.all().size() != FIELDS) {
            throw new BadLineException(
                    "unknown_field", "the fields are " + fields.all().keySet());
        }
        return mark;
    }

    /** As it stands in a report. */
    Map<String, @Nullable Object> report() {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("keys", keys);
        report.put("complete", complete);
        report.put("lsn", lsn);
        report.put("root", root);
        report.put("sha256", sha256);
        return report;
    }
}
