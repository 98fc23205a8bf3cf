// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One to {@value Node#BUCKET_KEYS} entries, in the order of their key hashes. All lie in one array, {@code hash 32 | count 1 |
 * entries}, so that an entry costs its bytes and few more; see {@link Packed}.
 */
final class Bucket implements Node {
    private static final byte[][] NONE = {};
    private static final int COUNT = Root.BYTES;
    private static final int ENTRIES = COUNT + 1;

    private final byte[] bytes;
    private final byte[][] large;

    private Bucket(byte[] bytes, byte[][] large) {
        this.bytes = bytes;
        this.large = large;
    }

    /** Packs leaves that are in the order of their key hashes. */
    static Bucket of(List<Leaf> leaves, Hasher hasher) {
        int size = ENTRIES;
        int large = 0;
        hasher.startBucket(leaves.size());
        for (Leaf leaf : leaves) {
            size += leaf.size();
            large += leaf.isLarge() ? 1 : 0;
            hasher.addLeaf(leaf.hashes);
        }
        byte[] bytes = new byte[size];
        hasher.finishBucket(bytes, 0);
        bytes[COUNT] = (byte) leaves.size();
        byte[][] own = large == 0 ? NONE : new byte[large][];
        int at = ENTRIES;
        int next = 0;
        for (Leaf leaf : leaves) {
            leaf.pack(bytes, at);
            at += leaf.size();
            if (leaf.isLarge()) {
                own[next++] = leaf.own();
            }
        }
        return new Bucket(bytes, own);
    }

    @Override
    public void hashTo(byte[] target, int at, Hasher hasher) {
        System.arraycopy(bytes, 0, target, at, Root.BYTES);
    }

    @Override
    public boolean sameHash(Node other) {
        return other instanceof Bucket bucket && Arrays.equals(bytes, 0, Root.BYTES, bucket.bytes, 0, Root.BYTES);
    }

    @Override
    public int count() {
        return bytes[COUNT];
    }

    @Override
    public long newest() {
        long newest = 0;
        for (int i = 0, at = ENTRIES; i < count(); i++, at += Packed.size(bytes, at)) {
            newest = Math.max(newest, Packed.version(bytes, at));
        }
        return newest;
    }

    /** Adds the entries with their hashes, in the order of their key hashes. */
    void addTo(List<Leaf> leaves, Hasher hasher) {
        int next = 0;
        for (int i = 0, at = ENTRIES; i < count(); i++, at += Packed.size(bytes, at)) {
            boolean apart = Packed.isLarge(bytes, at);
            leaves.add(apart ? Leaf.large(bytes, at, large[next++]) : Leaf.inline(bytes, at, hasher));
        }
    }

    List<Leaf> leaves(Hasher hasher) {
        List<Leaf> leaves = new ArrayList<>(count());
        addTo(leaves, hasher);
        return leaves;
    }

    /** Gives the entries, in the order of their key hashes; they keep this bucket reachable. */
    void forEach(Hasher prototype, Consumer<MerkleEntry> target) {
        int next = 0;
        for (int i = 0, at = ENTRIES; i < count(); i++, at += Packed.size(bytes, at)) {
            boolean apart = Packed.isLarge(bytes, at);
            target.accept(new MerkleEntry(prototype, bytes, at, apart ? large[next++] : null));
        }
    }

    @Nullable
    MerkleEntry find(byte[] key, Hasher prototype) {
        int next = 0;
        for (int i = 0, at = ENTRIES; i < count(); i++, at += Packed.size(bytes, at)) {
            byte[] own = Packed.isLarge(bytes, at) ? large[next++] : null;
            if (Packed.keyLength(bytes, at) == key.length) {
                MerkleEntry entry = new MerkleEntry(prototype, bytes, at, own);
                if (entry.hasKey(key)) {
                    return entry;
                }
            }
        }
        return null;
    }
}
