// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one copy of the keyring file turned out to be, as far as that can be seen without keys. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public sealed interface KeyringCopy {

    /**
     * Returns the file's name in the storage.
     *
     * @return the name
     */
    String name();

    /**
     * There is no such file.
     *
     * @param name the file's name
     */
    record Missing(String name) implements KeyringCopy {}

    /**
     * The file is cut off, has grown, or its SHA-256 is wrong.
     *
     * @param name the file's name
     * @param reason why, in half a sentence
     * @param bytes what was read; {@code null} if it cannot be read or is too large
     */
    record Damaged(String name, String reason, byte @Nullable [] bytes) implements KeyringCopy {}

    /**
     * The file is as it was written, by a later release.
     *
     * @param name the file's name
     * @param version its version
     */
    record Newer(String name, int version) implements KeyringCopy {}

    /**
     * The SHA-256 is right and yet the body is none that a keyring writes: somebody edited it.
     *
     * @param name the file's name
     * @param generation the generation it claims
     * @param reason why, in half a sentence
     * @param bytes the file
     */
    record Malformed(String name, long generation, String reason, byte[] bytes) implements KeyringCopy {}

    /**
     * The file can be read; whether it is authentic only a key can tell.
     *
     * @param name the file's name
     * @param generation the generation it claims
     * @param body the body
     * @param bytes the file
     */
    record Sound(String name, long generation, KeyringBody body, byte[] bytes) implements KeyringCopy {

        /**
         * Tells whether the code at the end of the file is right.
         *
         * @param authenticator computes it
         * @return {@code true} if the file is authentic
         */
        public boolean isAuthentic(KeyringFormat.MacOfPrefix authenticator) {
            int macAt = bytes.length - KeyringFormat.MAC_BYTES;
            byte[] stored = Arrays.copyOfRange(bytes, macAt, bytes.length);
            return MessageDigest.isEqual(stored, authenticator.code(bytes, macAt));
        }
    }

    /**
     * Looks at a copy.
     *
     * @param name the file's name
     * @param bytes the file's bytes
     * @return what it is
     */
    static KeyringCopy parse(String name, byte[] bytes) {
        if (bytes.length < KeyringFormat.MIN_BYTES) {
            return new Damaged(name, "it has " + bytes.length + " bytes, fewer than any keyring", bytes);
        }
        byte[] magic = KeyringFormat.MAGIC;
        if (!Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length)) {
            return new Damaged(name, "it does not begin as a keyring does", bytes);
        }
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = file.getInt(KeyringFormat.BODY_LENGTH_AT);
        if (length != bytes.length - KeyringFormat.MIN_BYTES) {
            return new Damaged(
                    name,
                    "its body should have " + Integer.toUnsignedString(length) + " bytes and has "
                            + (bytes.length - KeyringFormat.MIN_BYTES),
                    bytes);
        }
        int digestAt = KeyringFormat.BODY_AT + length;
        byte[] stored = Arrays.copyOfRange(bytes, digestAt, digestAt + KeyringFormat.DIGEST_BYTES);
        if (!MessageDigest.isEqual(stored, KeyringFormat.sha256(bytes, digestAt))) {
            return new Damaged(name, "its SHA-256 is wrong", bytes);
        }
        int version = file.getInt(KeyringFormat.VERSION_AT);
        if (version != KeyringFormat.VERSION) {
            return version > KeyringFormat.VERSION
                    ? new Newer(name, version)
                    : new Damaged(name, "no release has written version " + version, bytes);
        }
        long generation = file.getLong(KeyringFormat.GENERATION_AT);
        try {
            if (generation < 1) {
                throw new MalformedKeyringException("its generation is " + generation);
            }
            return new Sound(
                    name,
                    generation,
                    KeyringBody.parse(Arrays.copyOfRange(bytes, KeyringFormat.BODY_AT, digestAt)),
                    bytes);
        } catch (MalformedKeyringException malformed) {
            return new Malformed(name, generation, malformed.reason(), bytes);
        }
    }
}
