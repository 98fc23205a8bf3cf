// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a detector found worth waking somebody for. Not stored: whoever reads the trail with the same detector finds it again.
 *
 * @param detector the name of the detector
 * @param sequence the number of the entry that gave rise to it
 * @param time the time of that entry
 * @param actor whom it is about
 * @param message what was seen, in words
 */
public record AuditAlert(String detector, long sequence, Instant time, String actor, String message) {

    /**
     * Writes the alert for people.
     *
     * @return one line without an end
     */
    public String toText() {
        return "alert " + Escaped.name(detector) + " entry=" + sequence + " " + time + " actor=" + Escaped.name(actor)
                + " message=" + Escaped.text(message);
    }

    /**
     * Writes the alert for machines.
     *
     * @return a JSON object on one line without an end
     */
    public String toJson() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("alert", detector);
        fields.put("sequence", sequence);
        fields.put("time", time.toString());
        fields.put("actor", actor);
        fields.put("message", message);
        return Json.text(fields);
    }

    /** Returns {@link #toText}. */
    @Override
    public String toString() {
        return toText();
    }
}
