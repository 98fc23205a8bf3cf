// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Every hash of the tree, as {@code docs/formats/merkle.md} says. No two kinds of hash are taken over the same bytes: each
 * starts with a tag of its own, and a key's with the salt.
 *
 * <p><b>Thread safety:</b> none, but {@link #copy} may be called from any thread on one that is used for nothing else.
 */
final class Hasher {
    static final int SALT_BYTES = 32;

    private static final byte BUCKET = 0x00;
    private static final byte INNER = 0x01;
    private static final byte EMPTY = 0x02;
    private static final byte ROOT = 0x03;
    private static final byte VALUE_OF_BYTES = 0x10;

    private final byte[] salt;
    private final MessageDigest digest;

    Hasher(byte[] salt) {
        this(checked(salt), sha256());
    }

    private Hasher(byte[] salt, MessageDigest digest) {
        this.salt = salt;
        this.digest = digest;
    }

    private static byte[] checked(byte[] salt) {
        if (salt.length != SALT_BYTES) {
            throw new IllegalArgumentException("a salt has " + SALT_BYTES + " bytes, not " + salt.length);
        }
        return salt.clone();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Returns a hasher for another thread; cloning a digest is several times cheaper than looking one up. */
    Hasher copy() {
        try {
            return new Hasher(salt, (MessageDigest) digest.clone());
        } catch (CloneNotSupportedException e) {
            return new Hasher(salt, sha256()); // a security provider of another maker
        }
    }

    byte[] salt() {
        return salt.clone();
    }

    boolean sameSalt(Hasher other) {
        return Arrays.equals(salt, other.salt);
    }

    byte[] key(byte[] key) {
        return key(key, 0, key.length);
    }

    byte[] key(byte[] from, int at, int length) {
        digest.update(salt);
        digest.update(from, at, length);
        return digest.digest();
    }

    byte[] value(byte[] value) {
        return value(value, 0, value.length);
    }

    byte[] value(byte[] from, int at, int length) {
        digest.update(VALUE_OF_BYTES);
        digest.update(from, at, length);
        return digest.digest();
    }

    byte[] empty() {
        digest.update(EMPTY);
        return digest.digest();
    }

    void startBucket(int count) {
        digest.update(BUCKET);
        digest.update((byte) count);
    }

    void addLeaf(byte[] keyHash, byte[] valueHash) {
        digest.update(keyHash);
        digest.update(valueHash);
    }

    /** Adds {@code keyHash | valueHash} in one array. */
    void addLeaf(byte[] leaf) {
        digest.update(leaf);
    }

    byte[] finishBucket() {
        return digest.digest();
    }

    byte[] inner(byte[] left, byte[] right) {
        digest.update(INNER);
        digest.update(left);
        return digest.digest(right);
    }

    byte[] inner(Node left, Node right) {
        digest.update(INNER);
        left.hashInto(this);
        right.hashInto(this);
        return digest.digest();
    }

    /** Adds bytes to what is being hashed. */
    void add(byte[] from, int at, int length) {
        digest.update(from, at, length);
    }

    /** The salt is part of the root: else a forger could choose one that leads a key's path past the key. */
    byte[] root(long count, byte[] top) {
        digest.update(ROOT);
        digest.update(salt);
        for (int shift = 0; shift < 64; shift += 8) {
            digest.update((byte) (count >>> shift));
        }
        return digest.digest(top);
    }
}
