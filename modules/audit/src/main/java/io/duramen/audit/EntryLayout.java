// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import java.nio.charset.StandardCharsets;

/** The bytes of an entry; {@code docs/formats/audit.md} says the same in words. All numbers are little-endian. */
final class EntryLayout {
    static final int VERSION = 1;

    static final int OUTCOME_OFFSET = 1;
    static final int FLAGS_OFFSET = 2;
    static final int LENGTH_OFFSET = 4;
    static final int SEQUENCE_OFFSET = 8;
    static final int TIME_OFFSET = 16;
    static final int PREVIOUS_OFFSET = 24;
    static final int TYPE_LENGTH_OFFSET = 56;
    static final int ACTOR_LENGTH_OFFSET = 58;
    static final int FACTS_OFFSET = 60;
    static final int HEADER_BYTES = 64;
    static final int DIGEST_BYTES = 32;

    /** The longest type, actor or name of a fact, in bytes of UTF-8. */
    static final int MAX_NAME_BYTES = 255;

    /** Values of facts are at depth 1, items of theirs at depth 2; at this depth there are no lists and maps any more. */
    static final int MAX_DEPTH = 4;

    static final byte NULL = 0;
    static final byte FALSE = 1;
    static final byte TRUE = 2;
    static final byte INTEGER = 3;
    static final byte TEXT = 4;
    static final byte LIST = 5;
    static final byte MAP = 6;

    /** What the digest of an entry begins with, so that nothing else that is hashed passes for one. */
    static final byte[] ENTRY_LABEL = label("duramen/v1/audit entry");

    /** What the digest begins with that the first entry continues. */
    static final byte[] TRAIL_LABEL = label("duramen/v1/audit trail");

    private EntryLayout() {}

    /** A label ends with a zero byte, which none contains. */
    private static byte[] label(String text) {
        return (text + '\0').getBytes(StandardCharsets.US_ASCII);
    }
}
