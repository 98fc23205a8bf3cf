// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A log in front of an embedded store that has been there before: H2's MVStore here, any store with transactions in the same way.
 * Start with {@link io.duramen.examples.engine.LoggedEngine}.
 */
@org.jspecify.annotations.NullMarked
package io.duramen.examples.engine;
