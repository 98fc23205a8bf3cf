// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import java.util.Arrays;

/**
 * Which record decides what an id is in the end: of all that put or delete it the one with the highest number, and of those
 * the one that stands last. So they may be noted in any order, which is the order of the files, and none need be kept. Takes
 * at most some 100 bytes an id, however long ids and values are.
 */
final class Fold {
    private static final int FIRST_SLOTS = 16;
    private static final long NONE = -1;

    private long[] high = new long[FIRST_SLOTS];
    private long[] low = new long[FIRST_SLOTS];
    private long[] seq = new long[FIRST_SLOTS];
    private long[] place = emptyPlaces(FIRST_SLOTS);
    private int count;
    private int puts;

    /**
     * Notes a record.
     *
     * @param id what it puts or deletes
     * @param number its number, unsigned
     * @param where its {@link Place}
     */
    void note(IdHash id, long number, long where) {
        if (count > place.length / 2) {
            grow();
        }
        int slot = slot(id.high(), id.low());
        boolean first = place[slot] == NONE;
        if (!first && !isLater(number, where, slot)) {
            return;
        }
        count += first ? 1 : 0;
        puts += (Place.deletes(where) ? 0 : 1) - (first || Place.deletes(place[slot]) ? 0 : 1);
        set(slot, id.high(), id.low(), number, where);
    }

    private boolean isLater(long number, long where, int slot) {
        int order = Long.compareUnsigned(number, seq[slot]);
        return order > 0 || (order == 0 && where > place[slot]);
    }

    private void set(int slot, long idHigh, long idLow, long number, long where) {
        high[slot] = idHigh;
        low[slot] = idLow;
        seq[slot] = number;
        place[slot] = where;
    }

    /** The slot of an id, or the free one for it. */
    private int slot(long idHigh, long idLow) {
        int slot = (int) idHigh & (place.length - 1);
        while (place[slot] != NONE && (high[slot] != idHigh || low[slot] != idLow)) {
            slot = (slot + 1) & (place.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldHigh = high;
        long[] oldLow = low;
        long[] oldSeq = seq;
        long[] oldPlace = place;
        int slots = Math.multiplyExact(oldPlace.length, 2);
        high = new long[slots];
        low = new long[slots];
        seq = new long[slots];
        place = emptyPlaces(slots);
        for (int i = 0; i < oldPlace.length; i++) {
            if (oldPlace[i] != NONE) {
                set(slot(oldHigh[i], oldLow[i]), oldHigh[i], oldLow[i], oldSeq[i], oldPlace[i]);
            }
        }
    }

    private static long[] emptyPlaces(int slots) {
        long[] places = new long[slots];
        Arrays.fill(places, NONE);
        return places;
    }

    /** How many ids there are in the end. */
    int puts() {
        return puts;
    }

    /** The deciding records, in the order in which they stand. */
    long[] places() {
        return Arrays.stream(place).filter(where -> where != NONE).sorted().toArray();
    }
}
