// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

import io.duramen.cli.lines.BadRecordException;
import io.duramen.cli.lines.JsonRecords;
import io.duramen.cli.lines.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of the demo: real packages of a Debian release, in the file that stands under {@code docs/examples/packages}.
 *
 * @param records the records in the order of the file; their keys differ
 */
record DemoInput(List<Pair> records) {
    private static final String RESOURCE = "packages.jsonl";
    private static final String KEY = "package";

    /** A key and its value. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Pair(byte[] key, byte[] value) {}

    /** Reads the first records. */
    static DemoInput first(int count) {
        JsonRecords keys = new JsonRecords(KEY);
        List<Pair> records = new ArrayList<>(Math.min(count, 8192));
        try (InputStream in = DemoInput.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is not in this build");
            }
            LineReader lines = new LineReader(in, JsonRecords.MAX_LINE_BYTES);
            LineReader.Line line;
            while (records.size() < count && (line = lines.next()) != null) {
                records.add(new Pair(keys.keyOf(line), line.bytes()));
            }
        } catch (IOException | BadRecordException e) {
            throw new IllegalStateException("the resource " + RESOURCE + " is not as it was built", e);
        }
        return new DemoInput(records);
    }

    int size() {
        return records.size();
    }

    long bytes() {
        return records.stream().mapToLong(pair -> pair.value().length).sum();
    }
}
