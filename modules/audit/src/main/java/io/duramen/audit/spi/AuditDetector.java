// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit.spi;

import io.duramen.audit.AuditAlert;
import io.duramen.audit.AuditEntry;
import java.util.function.Consumer;

/**
 * Sees every entry of a trail and raises alerts. What it finds must follow from the entries alone, their own times included:
 * then whoever reads the trail later finds the same.
 *
 * <p>When a trail is opened, its detectors see the entries that are there first; what they raise then was raised before and
 * is dropped. So a pattern is found too if the process was started anew in the middle of it.
 *
 * <p>What a detector remembers must have a bound, whatever the entries are. What it throws is logged and counted; the entry
 * stays, and the detector sees the next one.
 *
 * <p><b>Thread safety:</b> a trail calls its detectors one after the other, from any thread, never two at a time. A detector
 * belongs to one trail.
 */
@FunctionalInterface
public interface AuditDetector {

    /**
     * Sees an entry, in the order of their numbers, once each.
     *
     * @param entry the entry
     * @param alerts takes what the entry gives rise to, during this call only
     */
    void see(AuditEntry entry, Consumer<AuditAlert> alerts);
}
