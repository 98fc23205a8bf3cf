// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The envelope of a keyring file, the same in every version: little-endian, see {@code docs/formats/keyring.md}.
 *
 * <pre>
 *  0   8  magic "DURAMEN\0"
 *  8   8  kind "KEYRING\0"
 * 16   4  version, 1
 * 20   4  length L of the body
 * 24   8  generation, from 1
 * 32   L  body, JSON
 *     32  SHA-256 of all before: finds bit rot without keys
 *     32  HMAC-SHA-512/256 of all before, under a key derived from the root key: finds alteration
 * </pre>
 */
public final class KeyringFormat {
    /** The version written. */
    public static final int VERSION = 1;

    /** The largest body; a larger one is refused unread. */
    public static final int MAX_BODY_BYTES = 256 * 1024;

    /** What is before the body. */
    public static final int HEAD_BYTES = 32;

    static final byte[] MAGIC = "DURAMEN\0KEYRING\0".getBytes(StandardCharsets.US_ASCII);
    static final int VERSION_AT = 16;
    static final int BODY_LENGTH_AT = 20;
    static final int GENERATION_AT = 24;
    static final int BODY_AT = HEAD_BYTES;
    static final int DIGEST_BYTES = 32;
    static final int MAC_BYTES = 32;

    /** The smallest file. */
    static final int MIN_BYTES = BODY_AT + DIGEST_BYTES + MAC_BYTES;

    /** The largest file. */
    static final int MAX_BYTES = MIN_BYTES + MAX_BODY_BYTES;

    private KeyringFormat() {}

    /**
     * Puts a body into its envelope.
     *
     * @param generation the generation
     * @param body the JSON
     * @param authenticator computes the code of the first bytes of an array
     * @return the file's bytes
     */
    public static byte[] encode(long generation, byte[] body, MacOfPrefix authenticator) {
        if (body.length > MAX_BODY_BYTES) {
            throw new IllegalArgumentException(
                    "a keyring's body has at most " + MAX_BODY_BYTES + " bytes, not " + body.length);
        }
        byte[] file = new byte[MIN_BYTES + body.length];
        ByteBuffer.wrap(file)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putInt(VERSION)
                .putInt(body.length)
                .putLong(generation)
                .put(body);
        int digestAt = BODY_AT + body.length;
        System.arraycopy(sha256(file, digestAt), 0, file, digestAt, DIGEST_BYTES);
        int macAt = digestAt + DIGEST_BYTES;
        System.arraycopy(authenticator.code(file, macAt), 0, file, macAt, MAC_BYTES);
        return file;
    }

    /**
     * Tells whether bytes are the beginning of a keyring.
     *
     * @param head the first bytes of something
     * @return {@code true} if they are {@value #HEAD_BYTES} and begin as one does
     */
    public static boolean isBegunBy(byte[] head) {
        return head.length >= HEAD_BYTES && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /**
     * Tells how long a keyring is.
     *
     * @param head its first {@value #HEAD_BYTES} bytes
     * @return its size in bytes, or -1 if no keyring is as long as they say
     */
    public static int length(byte[] head) {
        int body = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(BODY_LENGTH_AT);
        return body < 0 || body > MAX_BODY_BYTES ? -1 : MIN_BYTES + body;
    }

    static byte[] sha256(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }

    /** Computes a message authentication code. */
    @FunctionalInterface
    public interface MacOfPrefix {

        /**
         * Computes the code of an array's first bytes.
         *
         * @param bytes the array
         * @param length how many
         * @return {@value KeyringFormat#MAC_BYTES} bytes
         */
        byte[] code(byte[] bytes, int length);
    }
}
