// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.result;

import java.util.Map;

/**
 * What one JVM measured of a goal.
 *
 * @param figures the figures by their names, which carry the unit
 */
public record GoalOutcome(Map<String, Double> figures) {}
