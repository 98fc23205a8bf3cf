// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The log and the store side by side with their peers: who is faster, by how much, how sure that is, and who really syncs.
 *
 * <p>Start with {@link io.duramen.bench.Main}. What is measured is a {@link io.duramen.bench.Subject} or a {@link
 * io.duramen.bench.store.StoreSubject}; another is compared by
 * writing one more of them and naming it in a {@link io.duramen.bench.SubjectSource} or a {@link
 * io.duramen.bench.store.StoreSource}. Nothing here is published.
 */
@org.jspecify.annotations.NullMarked
package io.duramen.bench;
