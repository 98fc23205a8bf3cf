// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.SnapshotInfo;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A snapshot whose descriptor and manifest are as they were written.
 *
 * @param descriptor what it is
 * @param manifest what it holds
 */
record StoredSnapshot(SnapshotDescriptor descriptor, Manifest manifest) {

    String id() {
        return descriptor.id();
    }

    /** Tells whether people mean this one. */
    boolean is(String idOrName) {
        return descriptor.id().equals(idOrName) || descriptor.name().equals(idOrName);
    }

    SnapshotInfo info() {
        Manifest.Keyring keyring = descriptor.keyring();
        return new SnapshotInfo(
                descriptor.id(),
                descriptor.name(),
                Instant.EPOCH.plus(descriptor.micros(), ChronoUnit.MICROS),
                manifest.generation(),
                manifest.lsn(),
                manifest.root(),
                manifest.keys(),
                manifest.files().size(),
                manifest.files().stream().mapToLong(CheckpointFile::length).sum(),
                keyring == null ? null : keyring.id(),
                keyring == null ? 0 : keyring.generation());
    }
}
