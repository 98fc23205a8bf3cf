// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.store;

/**
 * Whether a store gives a guarantee as it is set up here.
 *
 * @param extent how far
 * @param how by what, or what is missing
 * @param source where that is written: a page, or a test of ours
 */
public record Answer(Extent extent, String how, String source) {

    /** How far. */
    public enum Extent {
        /** It does. */
        YES,
        /** Where it is asked for, or not for everything. */
        PARTLY,
        /** It does not. */
        NO,
        /** Nothing was found that says so. */
        UNKNOWN
    }

    /**
     * It does.
     *
     * @param how by what
     * @param source where that is written
     * @return the answer
     */
    public static Answer yes(String how, String source) {
        return new Answer(Extent.YES, how, source);
    }

    /**
     * Not for everything, or only where it is asked for.
     *
     * @param how what is missing
     * @param source where that is written
     * @return the answer
     */
    public static Answer partly(String how, String source) {
        return new Answer(Extent.PARTLY, how, source);
    }

    /**
     * It does not.
     *
     * @param how what is missing
     * @param source where that is written
     * @return the answer
     */
    public static Answer no(String how, String source) {
        return new Answer(Extent.NO, how, source);
    }

    /**
     * Nothing was found that says so.
     *
     * @param where what was read
     * @return the answer
     */
    public static Answer unknown(String where) {
        return new Answer(Extent.UNKNOWN, "not said", where);
    }
}
