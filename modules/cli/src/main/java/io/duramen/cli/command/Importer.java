// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.CommandException;
import io.duramen.cli.lines.BadRecordException;
import io.duramen.cli.lines.JsonRecords;
import io.duramen.cli.lines.LineReader;
import io.duramen.cli.terminal.ProgressBar;
import io.duramen.commit.StateStore;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts lines into a store, one transaction each, and counts. */
final class Importer {
    private final StateStore store;
    private final JsonRecords records;
    private final String source;
    private final @Nullable BadLines skipped;
    private long imported;
    private long unchanged;
    private long bad;

    /** Hears of lines that are passed over. */
    interface BadLines {
        void skipped(long line, String why);
    }

    /**
     * Prepares an import.
     *
     * @param store the store
     * @param records finds keys
     * @param source what the lines come from, for people
     * @param skipped hears of bad lines, or {@code null} to stop at the first
     */
    Importer(StateStore store, JsonRecords records, String source, @Nullable BadLines skipped) {
        this.store = store;
        this.records = records;
        this.source = source;
        this.skipped = skipped;
    }

    /** Imports all lines; what was imported before an exception stays. */
    void run(LineReader lines, ProgressBar bar, long totalBytes) throws IOException {
        LineReader.Line line;
        while ((line = lines.next()) != null) {
            if (!line.isBlank()) {
                take(line);
            }
            bar.update("importing", lines.offset(), totalBytes);
        }
    }

    private void take(LineReader.Line line) {
        byte[] key;
        try {
            key = records.keyOf(line);
        } catch (BadRecordException e) {
            bad++;
            if (skipped == null) {
                throw badLine(line.number(), e.why());
            }
            skipped.skipped(line.number(), e.why());
            return;
        }
        if (Arrays.equals(store.get(key), line.bytes())) {
            unchanged++;
            return;
        }
        store.commit(tx -> tx.actor("duramen import").put(key, line.bytes()));
        imported++;
    }

    private CommandException badLine(long number, String why) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("file", source);
        details.put("line", number);
        details.put("expected", "one JSON object with the key in it");
        details.put("found", why);
        return CommandException.failed(
                "IMPORT_BAD_LINE",
                source + ", line " + number + ": " + why,
                details,
                "what was imported before it is safe; mend the line and import again, or go on with --skip-bad");
    }

    long imported() {
        return imported;
    }

    long unchanged() {
        return unchanged;
    }

    long bad() {
        return bad;
    }
}
