// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.result;

import io.duramen.bench.store.Answer;
import io.duramen.bench.store.Guarantee;

/**
 * A guarantee of a store as the reports tell it.
 *
 * @param guarantee which
 * @param answer whether, by what, and where that is written
 */
public record GuaranteeEntry(Guarantee guarantee, Answer answer) {}
