// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import io.duramen.legacy.LegacyKeys;
import io.duramen.legacy.families.Change;
import io.duramen.legacy.families.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** What a {@link Fold} comes to, read from the source again whenever it is gone through. */
final class Outcome {
    private final Fold fold;
    private final Rereader rereader;

    Outcome(Fold fold, Rereader rereader) {
        this.fold = fold;
        this.rereader = rereader;
    }

    /** What an import does: every id that is there put, every other that was deleted. */
    Iterable<Change> changes() {
        return () -> new Iterator<>() {
            private final Reread pieces = new Reread(rereader, fold.places());

            @Override
            public boolean hasNext() {
                return pieces.hasNext();
            }

            @Override
            public Change next() {
                return change(pieces.next());
            }
        };
    }

    private Change change(Reread.Piece piece) {
        String data = piece.decided().data();
        String where = rereader.name(Place.file(piece.place())) + ", offset " + Place.offset(piece.place());
        byte[] value = data == null ? null : data.getBytes(StandardCharsets.UTF_8);
        return new Change(LegacyKeys.encode(piece.decided().id()), value, where);
    }

    /** The ids that are there, with their values as they stand in the source. Only to be gone through. */
    Map<String, Object> state() {
        return new AbstractMap<>() {
            @Override
            public Set<Entry<String, Object>> entrySet() {
                return new Entries();
            }
        };
    }

    private final class Entries extends AbstractSet<Map.Entry<String, Object>> {
        @Override
        public int size() {
            return fold.puts();
        }

        @Override
        public Iterator<Map.Entry<String, Object>> iterator() {
            long[] puts = Arrays.stream(fold.places())
                    .filter(place -> !Place.deletes(place))
                    .toArray();
            Reread pieces = new Reread(rereader, puts);
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return pieces.hasNext();
                }

                @Override
                public Map.Entry<String, Object> next() {
                    Decided decided = pieces.next().decided();
                    return Map.entry(decided.id(), new JsonText(String.valueOf(decided.data())));
                }
            };
        }
    }
}
