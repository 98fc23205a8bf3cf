// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.security.DigestException;
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

    /** Where the hashes of the halves stand in {@link #innerNode}. */
    static final int LEFT_AT = 1;

    static final int RIGHT_AT = LEFT_AT + Root.BYTES;

    private static final byte BUCKET = 0x00;
    private static final byte INNER = 0x01;
    private static final byte EMPTY = 0x02;
    private static final byte ROOT = 0x03;
    private static final byte VALUE_OF_BYTES = 0x10;

    private final byte[] salt;
    private final MessageDigest digest;
    private final byte[] halves = new byte[2 * Root.BYTES];
    private final byte[] innerNode = new byte[RIGHT_AT + Root.BYTES];

    Hasher(byte[] salt) {
        this(checked(salt), sha256());
    }

    private Hasher(byte[] salt, MessageDigest digest) {
        this.salt = salt;
        this.digest = digest;
        this.innerNode[0] = INNER;
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

    /** Returns the hash of a key in an array with room for the hash of its value behind it. */
    byte[] ofKey(byte[] key) {
        byte[] hashes = new byte[2 * Root.BYTES];
        key(key, 0, key.length, hashes, 0);
        return hashes;
    }

    byte[] key(byte[] from, int at, int length) {
        byte[] hash = new byte[Root.BYTES];
        key(from, at, length, hash, 0);
        return hash;
    }

    void key(byte[] from, int at, int length, byte[] target, int to) {
        digest.update(salt);
        digest.update(from, at, length);
        finish(target, to);
    }

    byte[] value(byte[] value) {
        return value(value, 0, value.length);
    }

    byte[] value(byte[] from, int at, int length) {
        byte[] hash = new byte[Root.BYTES];
        value(from, at, length, hash, 0);
        return hash;
    }

    void value(byte[] from, int at, int length, byte[] target, int to) {
        digest.update(VALUE_OF_BYTES);
        digest.update(from, at, length);
        finish(target, to);
    }

    byte[] empty() {
        byte[] hash = new byte[Root.BYTES];
        empty(hash, 0);
        return hash;
    }

    void empty(byte[] target, int to) {
        digest.update(EMPTY);
        finish(target, to);
    }

    private void finish(byte[] target, int to) {
        try {
            int unused = digest.digest(target, to, Root.BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("a hash of SHA-256 has " + Root.BYTES + " bytes", e);
        }
    }

    void startBucket(int count) {
        digest.update(BUCKET);
        digest.update((byte) count);
    }

    /** Adds {@code keyHash | valueHash} in one array. */
    void addLeaf(byte[] leaf) {
        digest.update(leaf);
    }

    byte[] finishBucket() {
        return digest.digest();
    }

    void finishBucket(byte[] target, int to) {
        finish(target, to);
    }

    byte[] inner(byte[] left, byte[] right) {
        digest.update(INNER);
        digest.update(left);
        return digest.digest(right);
    }

    /** Room for the hashes of two halves, for him who makes a node of them. */
    byte[] halves() {
        return halves;
    }

    /** What is hashed of an inner node; its halves are to be put in. */
    byte[] innerNode() {
        return innerNode;
    }

    /** Hashes {@link #innerNode}. */
    void finishInner(byte[] target, int to) {
        digest.update(innerNode);
        finish(target, to);
    }

    /** The salt is part of the root: else a forger could choose one that leads a key's path past the key. */
    byte[] root(long count, byte[] top) {
        digest.update(ROOT);
        digest.update(salt);
        Packed.putBigEndian(halves, 0, Long.reverseBytes(count)); // little-endian
        digest.update(halves, 0, Long.BYTES);
        return digest.digest(top);
    }
}
