// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.base;

/**
 * Receives {@linkplain Event events}. A sink that throws stops the privileged work that sent the event, because work that
 * must be recorded must not happen unrecorded.
 *
 * <p><b>Thread safety:</b> called from any thread, also at the same time.
 */
@FunctionalInterface
public interface EventSink {

    /** Drops everything. */
    EventSink NONE = event -> {};

    /**
     * Receives an event.
     *
     * @param event what happened
     */
    void accept(Event event);
}
