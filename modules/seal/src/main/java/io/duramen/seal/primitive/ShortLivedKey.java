// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.primitive;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.Key;
import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * A copy of a key for the time of its use. Exists because {@code SecretKeySpec} cannot be destroyed: its {@code destroy}
 * throws, on JDK 17 as on 25.
 *
 * <p><b>Thread safety:</b> none; one thread at a time.
 */
public final class ShortLivedKey implements SecretKey, AutoCloseable {
    private static final long serialVersionUID = 1L;

    private final String algorithm;
    private final transient byte[] bytes;
    private boolean destroyed;

    /**
     * Copies a key.
     *
     * @param algorithm what it is for, for instance {@code AES}
     * @param source the array that holds it; the caller wipes it
     * @param offset where the key starts
     * @param length its length in bytes
     */
    public ShortLivedKey(String algorithm, byte[] source, int offset, int length) {
        this.algorithm = algorithm;
        this.bytes = Arrays.copyOfRange(source, offset, offset + length);
    }

    @Override
    public String getAlgorithm() {
        return algorithm;
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    @Override
    public byte[] getEncoded() {
        if (destroyed) {
            throw new IllegalStateException("the key was wiped");
        }
        return bytes.clone();
    }

    @Override
    public void destroy() {
        destroyed = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    @Override
    public void close() {
        destroy();
    }

    /** Two keys are never equal unless they are one: comparing must not leak through time. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return Key.class.getSimpleName() + "[" + algorithm + "]";
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException("keys are not written out");
    }
}
