// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.primitive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContext;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.jspecify.annotations.Nullable;

/**
 * HPKE (RFC 9180) in its authenticated mode, with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM, by Bouncy Castle: who
 * has the receiver's private key and knows the sender's public key opens, and knows who sealed.
 */
public final class Hpke {
    /** The size of public and private keys and of what carries the ephemeral key, in bytes. */
    public static final int KEY_BYTES = 32;

    /** The size of a commitment in bytes. */
    public static final int COMMITMENT_BYTES = 32;

    private static final byte[] COMMIT = "commit".getBytes(StandardCharsets.US_ASCII);

    private Hpke() {}

    /**
     * A sealed message.
     *
     * @param encapsulated carries the ephemeral key
     * @param commitment tells the right keys before anything is decrypted: the exporter's value for {@code commit}
     * @param ciphertext the ciphertext and its tag
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Sealed(byte[] encapsulated, byte[] commitment, byte[] ciphertext) {}

    /**
     * Returns the public key of a private one.
     *
     * @param privateKey the private key; not altered
     * @return 32 bytes
     */
    public static byte[] publicKey(byte[] privateKey) {
        return new X25519PrivateKeyParameters(privateKey, 0).generatePublicKey().getEncoded();
    }

    /**
     * Tells whether bytes are a public key that something can be sealed to: not one of the few points of low order, with which
     * every secret is zero (RFC 7748, section 6.1).
     *
     * @param publicKey 32 bytes
     * @return {@code true} if so
     */
    public static boolean isPublicKey(byte[] publicKey) {
        byte[] probe = new byte[KEY_BYTES];
        probe[1] = 1;
        try {
            new X25519PrivateKeyParameters(probe, 0)
                    .generateSecret(new X25519PublicKeyParameters(publicKey, 0), new byte[KEY_BYTES], 0);
            return true;
        } catch (IllegalStateException lowOrder) {
            return false;
        }
    }

    /**
     * Makes a private key from bytes that are as random as it shall be (RFC 9180, DeriveKeyPair).
     *
     * @param material at least 32 bytes; not altered
     * @return 32 bytes, in a new array that the caller wipes
     */
    public static byte[] privateKey(byte[] material) {
        AsymmetricCipherKeyPair pair = suite().deriveKeyPair(material);
        return ((X25519PrivateKeyParameters) pair.getPrivate()).getEncoded();
    }

    /**
     * Seals a message.
     *
     * @param receiver the receiver's public key
     * @param sender the sender's private key; not altered
     * @param info what the message is for; never twice the same, so that a cloned generator of random numbers does no harm
     * @param associatedData what it is bound to
     * @param message the message; not altered
     * @return what is sealed
     */
    public static Sealed seal(byte[] receiver, byte[] sender, byte[] info, byte[] associatedData, byte[] message) {
        try {
            HPKEContextWithEncapsulation context =
                    suite().setupAuthS(new X25519PublicKeyParameters(receiver, 0), info, pair(sender));
            return new Sealed(
                    context.getEncapsulation(),
                    context.export(COMMIT, COMMITMENT_BYTES),
                    context.seal(associatedData, message));
        } catch (InvalidCipherTextException impossible) {
            throw new IllegalStateException("HPKE failed to encrypt", impossible);
        }
    }

    /**
     * Opens a message.
     *
     * @param receiver the receiver's private key; not altered
     * @param sender the sender's public key
     * @param info what the message is for
     * @param associatedData what it is bound to
     * @param sealed the sealed message
     * @return the message, in a new array that the caller wipes, or {@code null} if it was sealed to or by somebody else, or
     *     altered
     */
    public static byte @Nullable [] open(
            byte[] receiver, byte[] sender, byte[] info, byte[] associatedData, Sealed sealed) {
        try {
            HPKEContext context = suite().setupAuthR(
                            sealed.encapsulated(), pair(receiver), info, new X25519PublicKeyParameters(sender, 0));
            return MessageDigest.isEqual(sealed.commitment(), context.export(COMMIT, COMMITMENT_BYTES))
                    ? context.open(associatedData, sealed.ciphertext())
                    : null;
        } catch (InvalidCipherTextException | IllegalStateException | IllegalArgumentException notForThese) {
            return null; // a point of low order is told by IllegalStateException
        }
    }

    private static AsymmetricCipherKeyPair pair(byte[] privateKey) {
        X25519PrivateKeyParameters parameters = new X25519PrivateKeyParameters(privateKey, 0);
        return new AsymmetricCipherKeyPair(parameters.generatePublicKey(), parameters);
    }

    private static HPKE suite() {
        return new HPKE(HPKE.mode_auth, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    }
}
