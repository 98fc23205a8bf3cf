// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.base;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that happened and that an operator or auditor wants to know: a recovery, a use of keys, a command.
 *
 * @param time when it happened
 * @param type what happened, in lower-case words joined by dots, for instance {@code recovery.completed}
 * @param details the facts by name; copied, in the order given; nothing secret
 */
public record Event(Instant time, String type, Map<String, Object> details) {

    /** Copies the details. */
    public Event {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
