// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The first thing in a trail that is not as it was written.
 *
 * @param kind what was done to it
 * @param sequence the number of the first entry that cannot be trusted; everything before is as it was written
 * @param expected what should be there
 * @param found what is there
 */
public record AuditFinding(Kind kind, long sequence, String expected, String found) {

    /** What was done to a trail. */
    public enum Kind {
        /** The log under the trail is damaged: bytes changed without their checksum, or files are missing. */
        LOG_DAMAGED("the log is damaged"),
        /** A record of the log is no entry, though its checksum fits: it was not written by a trail, or by a newer one. */
        NO_ENTRY("a record is no entry"),
        /** An entry was altered or replaced, with or without a new digest of its own. */
        EDITED("an entry was altered"),
        /** Entries are missing before others that are there. */
        REMOVED("entries were removed"),
        /** An entry stands there that was not, or stands there twice. */
        INSERTED("an entry was inserted"),
        /** Entries changed places. */
        REORDERED("entries changed places"),
        /** The trail ends before the head that was noted elsewhere. */
        TRUNCATED("the newest entries are missing"),
        /** The trail is a whole one, and not the one whose head was noted elsewhere. */
        REWRITTEN("the trail was written anew");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /**
         * Says what was done.
         *
         * @return a few words
         */
        public String words() {
            return words;
        }
    }

    /**
     * Returns the finding by name, for machines.
     *
     * @return {@code kind}, {@code sequence}, {@code expected} and {@code found}
     */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", kind.name());
        facts.put("sequence", sequence);
        facts.put("expected", expected);
        facts.put("found", found);
        return facts;
    }

    /** Returns the finding for people, on one line. */
    @Override
    public String toString() {
        return kind.words + ": entry " + sequence + ", expected " + expected + ", found " + found;
    }
}
