// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.legacy.text.BadLineException;
import io.duramen.legacy.text.RawLines;
import io.duramen.storage.StorageFile;
import io.duramen.wal.LogRecord;
import java.util.ArrayList;
import java.util.List;

/** Reads the pending transactions that a compaction carried over. */
final class CarriedReader {
    private CarriedReader() {}

    static List<LogRecord> read(StorageFile file) {
        RawLines source = new RawLines(file::read, 0, Long.MAX_VALUE);
        List<LogRecord> carried = new ArrayList<>();
        try {
            Mark mark = source.advance() ? LineParser.parse(source).mark() : null;
            long left = mark == null ? 0 : mark.carried();
            while (left > 0 && source.advance()) {
                Line line = LineParser.parse(source);
                carried.add(LineCodec.decode(line, line.lsn()));
                left--;
            }
        } catch (BadLineException e) {
            return carried; // a predecessor's log, or one whose damage is told elsewhere
        }
        return carried;
    }
}
