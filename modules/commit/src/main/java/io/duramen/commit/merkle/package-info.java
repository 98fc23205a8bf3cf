// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
/** The Merkle map and its proofs; start with {@link io.duramen.commit.merkle.MerkleMap}. */
package io.duramen.commit.merkle;
