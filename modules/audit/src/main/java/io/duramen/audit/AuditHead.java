// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import java.util.regex.Pattern;

/**
 * Where a trail stands: its last entry's number and digest. Kept where whoever might cut the trail cannot reach it, it shows
 * later whether everything up to there is still as it was, and whether anything is missing behind.
 *
 * @param sequence the number of the last entry; 0 if there is none
 * @param digest its digest, 64 hexadecimal digits in lower case; of an empty trail, the one that stands for the trail
 */
public record AuditHead(long sequence, String digest) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern FORM = Pattern.compile("[0-7][0-9a-f]{15}[0-9a-f]{64}");

    /** Checks the form. */
    public AuditHead {
        if (sequence < 0 || !DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("a head is a number from 0 and 64 hexadecimal digits in lower case");
        }
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @param text 80 hexadecimal digits in lower case
     * @return the head
     * @throws IllegalArgumentException if it is none
     */
    public static AuditHead parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("a head is written as 80 hexadecimal digits in lower case, found "
                    + Escaped.text(text.length() <= 100 ? text : text.substring(0, 100)));
        }
        return new AuditHead(Long.parseLong(text.substring(0, 16), 16), text.substring(16));
    }

    /** Returns 80 hexadecimal digits: sixteen of the number, 64 of the digest. */
    @Override
    public String toString() {
        return String.format("%016x%s", sequence, digest);
    }
}
