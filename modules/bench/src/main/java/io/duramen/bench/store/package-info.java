// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Stores of keys and values side by side: what is asked of one, and which guarantees each gives.
 *
 * <p>Start with {@link io.duramen.bench.store.StoreSubject}.
 */
@org.jspecify.annotations.NullMarked
package io.duramen.bench.store;
