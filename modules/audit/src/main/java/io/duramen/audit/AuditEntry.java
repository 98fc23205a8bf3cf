// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an audit trail. Whatever somebody has put into its texts, {@link #toText}, {@link #toJson} and {@link
 * #toString} write it on one line that no other entry could have made and that moves no cursor.
 *
 * @param sequence its number in the trail, from 1 without gaps
 * @param time when it happened, in microseconds, by the clock of that moment; never used for ordering
 * @param type what happened, in lower-case words joined by dots, for instance {@code recovery.completed}
 * @param actor who did it
 * @param outcome how it ended
 * @param facts what else is known, by name and in the order given: text, {@link Long}, {@link Boolean}, {@code null}, lists
 *     and maps of these; unmodifiable
 * @param previous the digest of the entry before, 64 hexadecimal digits; of the first, one that stands for the trail
 * @param digest the SHA-256 of all the above, 64 hexadecimal digits
 */
public record AuditEntry(
        long sequence,
        Instant time,
        String type,
        String actor,
        AuditOutcome outcome,
        Map<String, @Nullable Object> facts,
        String previous,
        String digest) {

    /** Copies the facts. */
    public AuditEntry {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /**
     * Returns where the trail stands with this entry as its last.
     *
     * @return number and digest
     */
    public AuditHead head() {
        return new AuditHead(sequence, digest);
    }

    /**
     * Writes the entry for people.
     *
     * @return one line without an end, for instance {@code 7 2026-01-02T03:04:05Z recovery.completed DONE actor=duramen
     *     keys=3}
     */
    public String toText() {
        StringBuilder line = new StringBuilder(160);
        line.append(sequence).append(' ').append(time).append(' ');
        line.append(Escaped.name(type)).append(' ').append(outcome);
        line.append(" actor=").append(Escaped.name(actor));
        facts.forEach((name, value) ->
                line.append(' ').append(Escaped.name(name)).append('=').append(Escaped.value(value)));
        return line.toString();
    }

    /**
     * Writes the entry for machines.
     *
     * @return a JSON object on one line without an end
     */
    public String toJson() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("sequence", sequence);
        fields.put("time", time.toString());
        fields.put("type", type);
        fields.put("actor", actor);
        fields.put("outcome", outcome.name());
        fields.put("facts", facts);
        fields.put("previous", previous);
        fields.put("digest", digest);
        return Json.text(fields);
    }

    /** Returns {@link #toText}. */
    @Override
    public String toString() {
        return toText();
    }
}
