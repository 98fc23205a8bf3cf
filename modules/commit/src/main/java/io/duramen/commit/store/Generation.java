// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.merkle.MerkleMap;

/**
 * A checkpoint that is as it was written: its manifest, the manifest's bytes, and the state in it.
 *
 * @param file the manifest's file
 * @param manifest what it says
 * @param stored its bytes
 * @param base the state, whose root is the manifest's
 */
record Generation(String file, Manifest manifest, StoredManifest stored, MerkleMap base) {}
