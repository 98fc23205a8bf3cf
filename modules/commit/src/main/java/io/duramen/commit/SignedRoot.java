// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.commit.merkle.Root;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A store's root with a signature: whoever trusts the public key can check proofs against the root without having seen the
 * store. What is signed begins with a label of its own, so that a signature of something else never passes for one of a root.
 *
 * <p>The public key that comes with it only says which key to look for; a signature is checked by a key the verifier has from
 * somewhere else.
 *
 * <p><b>Thread safety:</b> immutable; use from any thread.
 */
public final class SignedRoot {

    /** The size of a public key in bytes. */
    public static final int PUBLIC_KEY_BYTES = 32;

    /** The size of a signature in bytes. */
    public static final int SIGNATURE_BYTES = 64;

    private static final String FORMAT = "duramen-signed-root-1";
    private static final byte[] LABEL = "duramen/v1 signed root\0".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern JSON = Pattern.compile("\\s*\\{"
            + String.join(
                    ",",
                    field("format", "\"" + FORMAT + "\""),
                    field("storeId", "\"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\""),
                    field("lsn", "(0|[1-9][0-9]{0,18})"),
                    field("root", "\"([0-9a-f]{64})\""),
                    field("time", "\"([0-9TZ:.-]{20,40})\""),
                    field("publicKey", "\"([0-9a-f]{64})\""),
                    field("signature", "\"([0-9a-f]{128})\""))
            + "}\\s*");

    private final UUID storeId;
    private final long lsn;
    private final Root root;
    private final Instant time;
    private final byte[] publicKey;
    private final byte[] signature;

    private SignedRoot(UUID storeId, long lsn, Root root, Instant time, byte[] publicKey, byte[] signature) {
        this.storeId = storeId;
        this.lsn = lsn;
        this.root = root;
        this.time = time;
        this.publicKey = publicKey;
        this.signature = signature;
    }

    private static String field(String name, String value) {
        return "\\s*\"" + name + "\"\\s*:\\s*" + value + "\\s*";
    }

    /**
     * Signs a root.
     *
     * @param storeId the store
     * @param lsn the last transaction in the state
     * @param root the root of the state
     * @param time when; microseconds count
     * @param publicKey the key by which others will verify, {@value #PUBLIC_KEY_BYTES} bytes
     * @param signer signs with the private key to it
     * @return the root with its signature
     * @throws IllegalArgumentException if what the signer gave is not a signature by that key
     */
    public static SignedRoot sign(
            UUID storeId, long lsn, Root root, Instant time, byte[] publicKey, RootSigner signer) {
        Instant counted = time.truncatedTo(ChronoUnit.MICROS);
        byte[] message = message(storeId, lsn, root, counted);
        byte[] signature = signer.sign(message.clone());
        if (!Ed25519Signer.verify(publicKey, message, signature)) {
            throw new IllegalArgumentException("what the signer gave is no signature by its public key");
        }
        return new SignedRoot(storeId, lsn, root, counted, publicKey.clone(), signature.clone());
    }

    /** What is signed; see {@code docs/formats/signed-root.md}. */
    private static byte[] message(UUID storeId, long lsn, Root root, Instant time) {
        ByteBuffer out = ByteBuffer.allocate(LABEL.length + 16 + 8 + Root.BYTES + 8);
        out.put(LABEL);
        out.putLong(storeId.getMostSignificantBits()).putLong(storeId.getLeastSignificantBits());
        out.order(ByteOrder.LITTLE_ENDIAN).putLong(lsn).put(root.bytes());
        out.putLong(micros(time));
        return out.array();
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /**
     * Checks the signature.
     *
     * @param trustedKey a public key the caller has from somewhere else than this object
     * @return {@code true} if the holder of that key signed exactly this store, number, root and time
     */
    public boolean verify(byte[] trustedKey) {
        return Arrays.equals(publicKey, trustedKey)
                && Ed25519Signer.verify(trustedKey, message(storeId, lsn, root, time), signature);
    }

    /**
     * Returns the store.
     *
     * @return its identity
     */
    public UUID storeId() {
        return storeId;
    }

    /**
     * Returns the last transaction in the state.
     *
     * @return its LSN
     */
    public long lsn() {
        return lsn;
    }

    /**
     * Returns the root. It is worth nothing before {@link #verify}.
     *
     * @return the root
     */
    public Root root() {
        return root;
    }

    /**
     * Returns when it was signed, as who signed it said.
     *
     * @return the time, in microseconds
     */
    public Instant time() {
        return time;
    }

    /**
     * Returns the public key it says it was signed for.
     *
     * @return a copy of the {@value #PUBLIC_KEY_BYTES} bytes
     */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /**
     * Returns the signature.
     *
     * @return a copy of the {@value #SIGNATURE_BYTES} bytes
     */
    public byte[] signature() {
        return signature.clone();
    }

    /**
     * Writes it as JSON, in the form of {@code docs/formats/signed-root.md}.
     *
     * @return one object, on several lines
     */
    public String toJson() {
        HexFormat hex = HexFormat.of();
        return "{\n  \"format\": \"" + FORMAT + "\",\n  \"storeId\": \"" + storeId + "\",\n  \"lsn\": " + lsn
                + ",\n  \"root\": \"" + root + "\",\n  \"time\": \"" + time + "\",\n  \"publicKey\": \""
                + hex.formatHex(publicKey) + "\",\n  \"signature\": \"" + hex.formatHex(signature) + "\"\n}\n";
    }

    /**
     * Reads what {@link #toJson} writes; white space between the tokens does not matter, the order of the fields does. Reading
     * checks the form only; {@link #verify} checks the signature.
     *
     * @param json the text
     * @return the root with its signature
     * @throws SignedRootFormatException if the text is anything else
     */
    public static SignedRoot parse(String json) {
        Matcher found = JSON.matcher(json);
        if (!found.matches()) {
            throw new SignedRootFormatException("the fields of " + FORMAT + ", in their order");
        }
        HexFormat hex = HexFormat.of();
        try {
            return new SignedRoot(
                    UUID.fromString(found.group(1)),
                    Long.parseLong(found.group(2)),
                    Root.parse(found.group(3)),
                    time(found.group(4)),
                    hex.parseHex(found.group(5)),
                    hex.parseHex(found.group(6)));
        } catch (NumberFormatException e) {
            throw new SignedRootFormatException("a number up to " + Long.MAX_VALUE);
        }
    }

    /** Each moment is written in one way only. */
    private static Instant time(String text) {
        Instant read = instant(text);
        if (read == null
                || !read.toString().equals(text)
                || !read.truncatedTo(ChronoUnit.MICROS).equals(read)) {
            throw new SignedRootFormatException("a time in UTC, in microseconds");
        }
        return read;
    }

    private static @Nullable Instant instant(String text) {
        try {
            Instant read = Instant.parse(text);
            micros(read);
            return read;
        } catch (DateTimeException | ArithmeticException e) {
            return null; // no time, or one that microseconds in 64 bits do not reach
        }
    }

    @Override
    public String toString() {
        return "SignedRoot[store " + storeId + ", record " + lsn + ", root " + root + ", at " + time + "]";
    }
}
