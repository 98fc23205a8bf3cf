// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.it.app;

import java.math.BigDecimal;
import java.util.List;

/**
 * A value of the application's own, written as JSON.
 *
 * @param name some text
 * @param rings some numbers
 * @param share an exact one
 */
public record Life(String name, List<Integer> rings, BigDecimal share) {}
