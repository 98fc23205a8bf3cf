// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import io.duramen.legacy.pluresdb.Rereader.Reading;
import java.util.Queue;

/** What stands at places that were noted, each with its place, in the order given. */
final class Reread extends Batched<Reread.Piece> {

    /** What was read, and its {@link Place}. */
    record Piece(Decided decided, long place) {}

    private final Rereader rereader;
    private final long[] places;
    private int next;

    Reread(Rereader rereader, long[] places) {
        this.rereader = rereader;
        this.places = places;
    }

    @Override
    void fill(Queue<Piece> into) {
        long read = 0;
        while (next < places.length && read < BATCH_BYTES) {
            int file = Place.file(places[next]);
            try (Reading open = rereader.open(file)) {
                while (next < places.length && Place.file(places[next]) == file && read < BATCH_BYTES) {
                    Piece piece = new Piece(open.at(Place.offset(places[next])), places[next]);
                    into.add(piece);
                    read += 1 + piece.decided().weight();
                    next++;
                }
            }
        }
    }
}
