// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** Runs children, one at a time, in an order that is fair, and gathers what they measured. */
@org.jspecify.annotations.NullMarked
package io.duramen.bench.run;
