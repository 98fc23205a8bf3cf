// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One change to a Merkle map: a key gets a value, or goes. */
public final class MerkleChange {
    final byte[] key;
    final byte @Nullable [] value;

    private MerkleChange(byte[] key, byte @Nullable [] value) {
        this.key = Objects.requireNonNull(key, "key");
        this.value = value;
    }

    /**
     * A key gets a value, whether or not it has one.
     *
     * @param key the key; not copied, not to be altered afterwards
     * @param value the value; not copied, not to be altered afterwards
     * @return the change
     */
    public static MerkleChange put(byte[] key, byte[] value) {
        return new MerkleChange(key, Objects.requireNonNull(value, "value"));
    }

    /**
     * A key goes, if it is there.
     *
     * @param key the key; not copied, not to be altered afterwards
     * @return the change
     */
    public static MerkleChange delete(byte[] key) {
        return new MerkleChange(key, null);
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
}
