// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit.spi;

import io.duramen.audit.AuditAlert;
import io.duramen.audit.AuditEntry;

/**
 * Hears of entries and alerts once the entries are durable. A sink is a copy for somebody's convenience, the trail is the
 * record: what a sink throws is logged and counted and stops nothing, and what a crash kept from it is in the trail.
 *
 * <p>An append returns only after the sinks have heard of its entry, so that a slow sink slows whoever appends. A sink must
 * not append to the trail it hears.
 *
 * <p><b>Thread safety:</b> a trail calls its sinks one after the other, from any thread, never two at a time.
 */
public interface AuditSink extends AutoCloseable {

    /**
     * Hears of an entry, in the order of their numbers.
     *
     * @param entry the entry, which is durable
     */
    default void entry(AuditEntry entry) {}

    /**
     * Hears of an alert, after the entry that gave rise to it.
     *
     * @param alert the alert
     */
    default void alert(AuditAlert alert) {}

    /** Ends, once its trail is closed. Closing twice does nothing. */
    @Override
    default void close() {}
}
