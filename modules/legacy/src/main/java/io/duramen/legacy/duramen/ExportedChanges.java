// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.duramen;

import io.duramen.legacy.LegacyReadException;
import io.duramen.legacy.families.Change;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.SourceFile;
import io.duramen.legacy.text.BadLineException;
import io.duramen.legacy.text.RawLines;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The lines of an export as changes, read again each time they are iterated, some at a time: of a file of any size no more than
 * {@value #BATCH_BYTES} bytes and one line are held, and no file stays open. That the file was replaced meanwhile is noticed and
 * is a {@link LegacyReadException}.
 *
 * @param source where the file is
 * @param name the file
 * @param keys how many lines of it hold a key
 */
record ExportedChanges(LegacySource source, String name, long keys) implements Iterable<Change> {
    static final int BATCH_BYTES = 256 << 10;

    @Override
    public Iterator<Change> iterator() {
        return new Batches();
    }

    private final class Batches implements Iterator<Change> {
        private final Deque<Change> ready = new ArrayDeque<>();
        private long given;
        private long number;
        private long offset;
        private byte[] last = {};

        @Override
        public boolean hasNext() {
            return given < keys;
        }

        @Override
        public Change next() {
            if (!hasNext()) {
                throw new NoSuchElementException("no more lines");
            }
            if (ready.isEmpty()) {
                fill();
            }
            given++;
            return ready.remove();
        }

        private void fill() {
            try (SourceFile file = source.open(name)) {
                RawLines lines = new RawLines(file::read, offset, file.size());
                long from = offset;
                while ((ready.isEmpty() || offset - from < BATCH_BYTES)
                        && given + ready.size() < keys
                        && lines.advance()) {
                    offset = lines.next();
                    number++;
                    take(lines);
                }
            }
            if (ready.isEmpty()) {
                throw replaced();
            }
        }

        /** What is no line of an export was told when the file was read first. */
        private void take(RawLines lines) {
            if (lines.isBlank()) {
                return;
            }
            try {
                ExportedLine line = ExportedLine.parse(lines.wholeLine());
                if (!line.isBehind(last)) {
                    throw replaced();
                }
                last = line.key();
                ready.add(new Change(line.key(), line.value(), name + ", line " + number));
            } catch (BadLineException e) {
                // skipped, as then
            }
        }

        private LegacyReadException replaced() {
            return new LegacyReadException(
                    source.describe(name), new IOException("it was replaced while it was being read"));
        }
    }
}
