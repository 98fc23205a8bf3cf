// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.StateView;
import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.commit.merkle.MerkleProof;
import io.duramen.commit.merkle.Root;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** One version, to be read. */
final class MapView implements StateView {
    private final Version version;

    MapView(Version version) {
        this.version = version;
    }

    @Override
    public long lsn() {
        return version.lsn();
    }

    @Override
    public Root root() {
        return version.map().root();
    }

    @Override
    public long size() {
        return version.map().size();
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        MerkleEntry entry = version.map().find(key);
        return entry == null ? null : entry.value();
    }

    @Override
    public MerkleProof prove(byte[] key) {
        return version.map().prove(Keys.checked(key));
    }

    @Override
    public Iterable<MerkleEntry> entries() {
        return Collections.unmodifiableList(version.map().entries());
    }
}
