// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One change to a Merkle map: a key gets a value, or goes. Immutable. */
public final class MerkleChange {
    final byte[] key;
    final byte @Nullable [] value;
    final long version;

    private MerkleChange(byte[] key, byte @Nullable [] value, long version) {
        this.key = Objects.requireNonNull(key, "key");
        this.value = value;
        this.version = version;
    }

    /**
     * A key gets a value, whether or not it has one.
     *
     * @param key the key; not copied, not to be altered afterwards
     * @param value the value; not copied, not to be altered afterwards
     * @return the change
     */
    public static MerkleChange put(byte[] key, byte[] value) {
        return put(key, value, 0);
    }

    /**
     * A key gets a value and a version of its own, for instance that with which a checkpoint recorded it.
     *
     * @param key the key; not copied, not to be altered afterwards
     * @param value the value; not copied, not to be altered afterwards
     * @param version the log sequence number of the commit that set the key, 0 if there was none
     * @return the change
     */
    public static MerkleChange put(byte[] key, byte[] value, long version) {
        return new MerkleChange(key, Objects.requireNonNull(value, "value"), version);
    }

    /**
     * A key goes, if it is there.
     *
     * @param key the key; not copied, not to be altered afterwards
     * @return the change
     */
    public static MerkleChange delete(byte[] key) {
        return new MerkleChange(key, null, 0);
    }

    /**
     * Returns the key.
     *
     * @return the array itself, not to be altered
     */
    public byte[] key() {
        return key;
    }

    /**
     * Returns the value.
     *
     * @return the array itself, not to be altered; {@code null} if the key goes
     */
    public byte @Nullable [] value() {
        return value;
    }

    /**
     * Returns the version the key gets from {@link MerkleMap#with(java.util.Collection)}.
     *
     * @return the log sequence number of the commit that set the key; 0 if none was given, or if the key goes
     */
    public long version() {
        return version;
    }
}
