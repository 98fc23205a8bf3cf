// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What says of a directory that it is a snapshot.
 *
 * @param storeId the store it was made of
 * @param id the snapshot's identity, which is its directory's name
 * @param micros when it was made, in microseconds since 1970
 * @param keyring what it is sealed with, or {@code null}
 * @param manifest SHA-256 of the manifest beside it
 * @param name the name it was given
 */
record SnapshotDescriptor(
        UUID storeId, String id, long micros, Manifest.@Nullable Keyring keyring, Digest32 manifest, String name) {}
