// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.KeyChange;
import io.duramen.commit.ReadableStore;
import io.duramen.commit.StateView;
import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.commit.merkle.MerkleMap;
import io.duramen.commit.merkle.MerkleProof;
import io.duramen.commit.merkle.Root;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One version, to be read. */
final class MapView implements StateView {
    private final Version version;
    private final boolean complete;

    MapView(Version version) {
        this(version, true);
    }

    MapView(Version version, boolean complete) {
        this.version = version;
        this.complete = complete;
    }

    @Override
    public boolean isComplete() {
        return complete;
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
    public long version(byte[] key) {
        MerkleEntry entry = version.map().find(key);
        return entry == null ? 0 : entry.version();
    }

    @Override
    public MerkleProof prove(byte[] key) {
        return version.map().prove(Keys.checked(key));
    }

    @Override
    public Iterable<MerkleEntry> entries() {
        return Collections.unmodifiableList(version.map().entries());
    }

    @Override
    public Iterable<MerkleEntry> range(byte[] from, byte @Nullable [] to) {
        return version.map().range(from, to);
    }

    @Override
    public List<KeyChange> diff(StateView older) {
        StateView still = older instanceof ReadableStore store ? store.snapshot() : older;
        if (still instanceof MapView other && map().sameSalt(other.map())) {
            return StateDiff.ofOneStore(other.map(), map());
        }
        return StateDiff.ofAnyTwo(still, this);
    }

    private MerkleMap map() {
        return version.map();
    }
}
