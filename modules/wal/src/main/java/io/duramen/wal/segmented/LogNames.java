// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import java.util.regex.Pattern;

/** The names of a log's files. */
final class LogNames {
    static final String DIRECTORY = "wal";
    static final String MARKS = "wal/marks";
    static final String MARKS_NEW = "wal/marks.new";
    static final String LOCK = "LOCK";
    static final String QUARANTINE = "quarantine";

    /** A segment being filled with zeros; holds nothing and is deleted at the next open. */
    static final String ARMING = ".arming";

    /** Written to at an open to try how the device takes it; ends like an unfinished segment, so that a crash leaves nothing. */
    static final String PROBE = "wal/probe" + ARMING;

    /** A segment a recovery is copying records into; moved to the quarantine at the next open. */
    static final String RECOVERING = ".recovering";

    private static final String SEGMENT = ".seg";
    private static final String POOLED = "pool-";
    private static final Pattern SEGMENT_NAME = Pattern.compile("[0-9a-f]{16}\\.seg");
    private static final Pattern POOLED_NAME = Pattern.compile("pool-[0-9a-f]{16}\\.seg");

    private LogNames() {}

    static String segment(long number) {
        return DIRECTORY + "/" + base(number) + SEGMENT;
    }

    static String arming(long number) {
        return DIRECTORY + "/" + base(number) + ARMING;
    }

    static String recovering(long number) {
        return DIRECTORY + "/" + base(number) + RECOVERING;
    }

    /** A file that was a segment and waits to become another one. */
    static String pooled(long number) {
        return DIRECTORY + "/" + POOLED + base(number) + SEGMENT;
    }

    static boolean isPooled(String lastName) {
        return POOLED_NAME.matcher(lastName).matches();
    }

    /** Whether this is the name of a segment that is not finished, which ends so, or of the file an open writes to. */
    static boolean isUnfinished(String lastName, String ending) {
        return lastName.endsWith(ending)
                && (isSegment(lastName.substring(0, lastName.length() - ending.length()) + SEGMENT)
                        || PROBE.equals(DIRECTORY + "/" + lastName));
    }

    static boolean isSegment(String lastName) {
        return SEGMENT_NAME.matcher(lastName).matches();
    }

    static long number(String lastName) {
        return Long.parseUnsignedLong(lastName.substring(0, 16), 16);
    }

    private static String base(long number) {
        return String.format("%016x", number);
    }
}
