// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import java.util.regex.Pattern;

/** The names of compressed segments, beside those of {@link LogNames}. */
final class CompressedNames {

    /** A compressed segment being made; counts for nothing and is deleted at the next open. */
    static final String COMPRESSING = ".compressing";

    private static final Pattern COMPRESSED_NAME = Pattern.compile("[0-9a-f]{16}\\.segz");
    private static final Pattern SEGMENT_NAME = Pattern.compile("wal/[0-9a-f]{16}\\.seg");

    private CompressedNames() {}

    static String compressed(long number) {
        return of(LogNames.segment(number));
    }

    static String compressing(long number) {
        return LogNames.segment(number).replaceFirst("\\.seg$", COMPRESSING);
    }

    /** Whether this is the full name of a segment. */
    static boolean isSegment(String name) {
        return SEGMENT_NAME.matcher(name).matches();
    }

    static boolean isCompressed(String lastName) {
        return COMPRESSED_NAME.matcher(lastName).matches();
    }

    /** The name a segment has once it is compressed. */
    static String of(String segment) {
        return segment + "z";
    }

    /** The name a compressed segment had. */
    static String plain(String compressed) {
        return compressed.substring(0, compressed.length() - 1);
    }

    static long number(String segment) {
        return LogNames.number(segment.substring(LogNames.DIRECTORY.length() + 1));
    }
}
