// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit.spi;

import io.duramen.base.Provider;
import java.util.Map;

/**
 * Makes detectors of one kind. Unlike other providers they do not compete: a trail whose options name no detectors gets one of
 * every provider that is available and whose priority is not negative.
 */
public interface AuditDetectorProvider extends Provider {

    /**
     * Makes a detector for one trail.
     *
     * @param settings what to change of its defaults, by names that the provider documents; empty for none
     * @return the detector
     * @throws IllegalArgumentException if there is a setting it does not know, a value it cannot use, or one missing that it
     *     cannot do without; the message names it
     */
    AuditDetector open(Map<String, String> settings);
}
