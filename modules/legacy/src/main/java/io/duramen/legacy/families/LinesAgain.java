// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.families;

import io.duramen.legacy.LegacyReadException;
import io.duramen.legacy.text.BadLineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Lines of a file that was read before, read again while they are iterated, some at a time, so that no file stays open and
 * little is held. That the file was replaced meanwhile is noticed and is a {@link LegacyReadException}.
 *
 * @param <P> what was kept of a line
 * @param <T> what is made of it
 */
public final class LinesAgain<P extends LinesAgain.Place, T> implements Iterable<T> {
    private static final int BATCH_BYTES = 256 << 10;
    private static final int BATCH_LINES = 1024;

    private final LegacySource source;
    private final String name;
    private final List<P> places;
    private final Parser<P, T> parser;

    /**
     * Prepares to read lines again.
     *
     * @param source where the file is
     * @param name the file
     * @param places the lines, in their order
     * @param parser makes something of each
     */
    public LinesAgain(LegacySource source, String name, List<P> places, Parser<P, T> parser) {
        this.source = source;
        this.name = name;
        this.places = places;
        this.parser = parser;
    }

    /** Where a line is. */
    public interface Place {
        /**
         * Returns the first byte's place in the file.
         *
         * @return bytes
         */
        long offset();

        /**
         * Returns the length without the line feed.
         *
         * @return bytes
         */
        int length();
    }

    /**
     * Makes something of a line.
     *
     * @param <P> what was kept of it
     * @param <T> what is made of it
     */
    @FunctionalInterface
    public interface Parser<P, T> {
        /**
         * Takes a line.
         *
         * @param place what was kept of it
         * @param line its bytes
         * @return what is made of it
         * @throws BadLineException if it is not the line it was
         */
        T parse(P place, byte[] line) throws BadLineException;
    }

    @Override
    public Iterator<T> iterator() {
        return new Batches();
    }

    private final class Batches implements Iterator<T> {
        private final Deque<T> ready = new ArrayDeque<>();
        private int next;

        @Override
        public boolean hasNext() {
            return !ready.isEmpty() || next < places.size();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException("no more lines");
            }
            if (ready.isEmpty()) {
                fill();
            }
            return ready.remove();
        }

        private void fill() {
            long bytes = 0;
            try (SourceFile file = source.open(name)) {
                while (next < places.size() && bytes < BATCH_BYTES && ready.size() < BATCH_LINES) {
                    P place = places.get(next++);
                    bytes += place.length();
                    ready.add(parsed(place, file));
                }
            }
        }

        private T parsed(P place, SourceFile file) {
            byte[] line = new byte[place.length()];
            try {
                if (file.read(ByteBuffer.wrap(line), place.offset()) == line.length) {
                    return parser.parse(place, line);
                }
            } catch (BadLineException e) {
                // told below
            }
            throw new LegacyReadException(
                    source.describe(name), new IOException("it was replaced while it was being read"));
        }
    }
}
