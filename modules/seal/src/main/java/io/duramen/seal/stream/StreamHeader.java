// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.stream;

import io.duramen.crypto.SealException;
import io.duramen.seal.primitive.AesGcm;
import io.duramen.seal.primitive.AesKeyWrap;
import io.duramen.seal.primitive.Environment;
import io.duramen.seal.primitive.Hkdf;
import io.duramen.seal.primitive.Info;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the message in a sealed file: its key, wrapped. {@value #BYTES} bytes, little-endian, see {@code
 * docs/formats/keyring.md}.
 *
 * <pre>
 *   0   8  magic "DURASTRM"
 *   8   4  suite, 2; 256 more if the key was re-wrapped since it was made
 *  12   4  epoch
 *  16   8  generation of the keyring that wrote it
 *  24  24  salt of the wrap
 *  48  40  the message's key, wrapped (RFC 3394)
 *  88   4  zero
 *  92   4  CRC-32C of bytes 0 to 91
 * </pre>
 *
 * @param epoch the epoch whose key wraps the message's
 * @param generation the keyring's generation
 * @param rewrapped whether the key was made under an earlier epoch
 * @param salt 24 bytes
 * @param wrapped 40 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by their bytes, below
public record StreamHeader(int epoch, long generation, boolean rewrapped, byte[] salt, byte[] wrapped) {
    /** Cobblestone-256. */
    public static final int SUITE = 2;

    /** The size of the header. */
    public static final int BYTES = 96;

    /** The size of a message's key. */
    public static final int KEY_BYTES = 32;

    /** Added to the suite, to which the wrapped key is bound. */
    private static final int REWRAPPED = 256;

    private static final byte[] MAGIC = "DURASTRM".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = {};
    private static final int SALT_BYTES = 24;
    private static final int WRAPPED_AT = 48;
    private static final int ZERO_AT = 88;
    private static final int CRC_AT = 92;

    /**
     * Wraps a message's key.
     *
     * @param keyringId the keyring
     * @param epoch the active epoch
     * @param epochKey its key; not altered
     * @param generation the keyring's generation
     * @param context what the message is
     * @param key the message's key; not altered
     * @param environment randomness and time
     * @return the header
     */
    public static StreamHeader wrap(
            UUID keyringId,
            int epoch,
            byte[] epochKey,
            long generation,
            byte[] context,
            byte[] key,
            Environment environment) {
        return wrap(false, keyringId, epoch, epochKey, generation, context, key, environment);
    }

    /**
     * Wraps a message's key once more, under a later epoch.
     *
     * @param keyringId the keyring
     * @param epoch the active epoch
     * @param epochKey its key; not altered
     * @param generation the keyring's generation
     * @param context what the message is
     * @param key the message's key; not altered
     * @param environment randomness and time
     * @return the header, which says so
     */
    public static StreamHeader rewrap(
            UUID keyringId,
            int epoch,
            byte[] epochKey,
            long generation,
            byte[] context,
            byte[] key,
            Environment environment) {
        return wrap(true, keyringId, epoch, epochKey, generation, context, key, environment);
    }

    private static StreamHeader wrap(
            boolean again,
            UUID keyringId,
            int epoch,
            byte[] epochKey,
            long generation,
            byte[] context,
            byte[] key,
            Environment environment) {
        StreamHeader bare = new StreamHeader(epoch, generation, again, environment.salt(key, 0, SALT_BYTES), NOTHING);
        byte[] wrappingKey = bare.wrappingKey(keyringId, epochKey, context);
        try {
            return new StreamHeader(epoch, generation, again, bare.salt, AesKeyWrap.wrap(wrappingKey, key));
        } finally {
            Arrays.fill(wrappingKey, (byte) 0);
        }
    }

    /**
     * Unwraps the message's key.
     *
     * @param keyringId the keyring
     * @param epochKey the key of the header's epoch; not altered
     * @param context what the message is
     * @return the key, in a new array that the caller wipes, or {@code null} if the header was written by another keyring,
     *     for another context, or altered
     */
    public byte @Nullable [] unwrap(UUID keyringId, byte[] epochKey, byte[] context) {
        byte[] wrappingKey = wrappingKey(keyringId, epochKey, context);
        try {
            return AesKeyWrap.unwrap(wrappingKey, wrapped);
        } finally {
            Arrays.fill(wrappingKey, (byte) 0);
        }
    }

    private byte[] wrappingKey(UUID keyringId, byte[] epochKey, byte[] context) {
        byte[] info = Info.of("duramen/v1 strmwrap")
                .uuid(keyringId)
                .raw(prefix())
                .raw(context)
                .toBytes();
        return Hkdf.expand(epochKey, info, AesGcm.KEY_BYTES);
    }

    private byte[] prefix() {
        return ByteBuffer.allocate(WRAPPED_AT)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putInt(rewrapped ? SUITE + REWRAPPED : SUITE)
                .putInt(epoch)
                .putLong(generation)
                .put(salt)
                .array();
    }

    /**
     * Writes the header.
     *
     * @return {@value #BYTES} bytes
     */
    public byte[] encode() {
        ByteBuffer header = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put(prefix()).put(wrapped);
        return header.putInt(CRC_AT, crc(header.array())).array();
    }

    /**
     * Reads a header.
     *
     * @param in gives it
     * @param context what the message is, for errors
     * @return the header
     * @throws IOException if {@code in} fails
     * @throws SealException if it is cut off, damaged or of another suite
     */
    public static StreamHeader read(InputStream in, String context) throws IOException {
        byte[] bytes = in.readNBytes(BYTES);
        if (bytes.length < BYTES) {
            throw damaged(context, "is cut off in its header");
        }
        if (!Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw damaged(context, "does not begin as a sealed stream does");
        }
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (header.getInt(CRC_AT) != crc(bytes) || header.getInt(ZERO_AT) != 0) {
            throw damaged(context, "has a damaged header");
        }
        int suite = header.getInt(8);
        if (suite != SUITE && suite != SUITE + REWRAPPED) {
            throw new SealException(
                    "STREAM_SUITE",
                    "the sealed stream \"" + context + "\" uses suite " + suite + "; this release knows suite " + SUITE,
                    Map.of("context", context, "expected", SUITE, "found", suite),
                    "open it with the release that wrote it or a later one",
                    null);
        }
        return new StreamHeader(
                header.getInt(12),
                header.getLong(16),
                suite != SUITE,
                Arrays.copyOfRange(bytes, 24, WRAPPED_AT),
                Arrays.copyOfRange(bytes, WRAPPED_AT, ZERO_AT));
    }

    private static SealException damaged(String context, String what) {
        return new SealException(
                "STREAM_DAMAGED",
                "the sealed stream \"" + context + "\" " + what,
                Map.of("context", context, "offset", 0),
                "keep the file as it is and run: duramen verify",
                null);
    }

    private static int crc(byte[] header) {
        CRC32C crc = new CRC32C();
        crc.update(header, 0, CRC_AT);
        return (int) crc.getValue();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StreamHeader that && Arrays.equals(encode(), that.encode());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(salt);
    }

    @Override
    public String toString() {
        return "StreamHeader[epoch " + epoch + ", generation " + generation + "]";
    }
}
