// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows somebody who knows a map's root, and nothing else of the map, that a key has a value in it or that the key is not
 * there.
 *
 * <p>A proof holds no root. Whoever checks it brings a root he trusts, for instance one he noted at a commit or got from a
 * witness; a root that came with the proof would prove nothing. A proof reveals the salted hashes of up to seven other keys
 * and of their values, no key and no value but its own.
 *
 * <p><b>Thread safety:</b> immutable; use from any thread.
 */
public final class MerkleProof {

    /** The longest key a proof is read for, in bytes. */
    public static final int MAX_KEY_BYTES = 16 * 1024;

    private static final int MAX_DEPTH = Root.BYTES * 8;

    final byte[] salt;
    final long count;
    final byte[] key;
    final byte @Nullable [] value;
    final List<byte[]> siblings;
    final List<byte[]> bucket;

    /** Takes the arrays as they are: siblings from the top down, leaves of {@code keyHash | valueHash}. */
    MerkleProof(
            byte[] salt, long count, byte[] key, byte @Nullable [] value, List<byte[]> siblings, List<byte[]> bucket) {
        this.salt = salt;
        this.count = count;
        this.key = key;
        this.value = value;
        this.siblings = List.copyOf(siblings);
        this.bucket = List.copyOf(bucket);
    }

    static byte[] leaf(byte[] keyHash, byte[] valueHash) {
        byte[] leaf = Arrays.copyOf(keyHash, 2 * Root.BYTES);
        System.arraycopy(valueHash, 0, leaf, Root.BYTES, Root.BYTES);
        return leaf;
    }

    /**
     * Checks the proof.
     *
     * @param trusted a root the caller has from somewhere else than the proof
     * @return {@code true} if in the map of that root the key has exactly {@link #value}, or is not there if that is {@code
     *     null}; {@code false} if the proof does not show it
     */
    public boolean verify(Root trusted) {
        if (siblings.size() > MAX_DEPTH || bucket.size() > Node.BUCKET_KEYS || count < bucket.size()) {
            return false;
        }
        Hasher hasher = new Hasher(salt);
        byte[] keyHash = hasher.key(key);
        if (!bucketIsInPlace(keyHash) || !bucketSaysSo(keyHash, hasher)) {
            return false;
        }
        byte[] hash = bucketHash(hasher);
        for (int depth = siblings.size() - 1; depth >= 0; depth--) {
            byte[] sibling = siblings.get(depth);
            hash = Path.right(keyHash, depth) ? hasher.inner(sibling, hash) : hasher.inner(hash, sibling);
        }
        return Root.wrap(hasher.root(count, hash)).equals(trusted);
    }

    /** Every key of the bucket lies on the way the proof takes, and they are in order, each once. */
    private boolean bucketIsInPlace(byte[] keyHash) {
        byte[] before = null;
        for (byte[] leaf : bucket) {
            if (!Path.samePrefix(leaf, keyHash, siblings.size())) {
                return false;
            }
            if (before != null && Arrays.compareUnsigned(before, 0, Root.BYTES, leaf, 0, Root.BYTES) >= 0) {
                return false;
            }
            before = leaf;
        }
        return true;
    }

    private boolean bucketSaysSo(byte[] keyHash, Hasher hasher) {
        byte[] valueHash = null;
        for (byte[] leaf : bucket) {
            if (Arrays.equals(leaf, 0, Root.BYTES, keyHash, 0, Root.BYTES)) {
                valueHash = Arrays.copyOfRange(leaf, Root.BYTES, 2 * Root.BYTES);
            }
        }
        return value == null ? valueHash == null : Arrays.equals(valueHash, hasher.value(value));
    }

    private byte[] bucketHash(Hasher hasher) {
        if (bucket.isEmpty()) {
            return hasher.empty();
        }
        hasher.startBucket(bucket.size());
        bucket.forEach(hasher::addLeaf);
        return hasher.finishBucket();
    }

    /**
     * Returns the key the proof is about.
     *
     * @return a copy
     */
    public byte[] key() {
        return key.clone();
    }

    /**
     * Returns the value the proof claims for the key.
     *
     * @return a copy, or {@code null} if it claims that the key is not there
     */
    public byte @Nullable [] value() {
        return value == null ? null : value.clone();
    }

    /**
     * Returns how many keys the map holds, which the root covers too.
     *
     * @return the number of entries
     */
    public long count() {
        return count;
    }

    /**
     * Writes the proof as JSON, in the form of {@code docs/formats/merkle.md}.
     *
     * @return one object, on several lines
     */
    public String toJson() {
        return ProofJson.write(this);
    }

    /**
     * Reads a proof as {@link #toJson} writes it; white space between the tokens does not matter, the order of the fields
     * does. Reading checks the form only; {@link #verify} checks the proof.
     *
     * @param json the text
     * @return the proof
     * @throws ProofFormatException if the text is anything else
     */
    public static MerkleProof parse(String json) {
        return ProofJson.read(json);
    }

    @Override
    public String toString() {
        List<String> facts = new ArrayList<>();
        facts.add("key " + HexFormat.of().formatHex(key));
        facts.add(value == null ? "absent" : "value of " + value.length + " bytes");
        facts.add("depth " + siblings.size());
        return "MerkleProof[" + String.join(", ", facts) + "]";
    }
}
