// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/**
 * Signs with an Ed25519 key (RFC 8032) in memory, by the Java platform's own implementation. The key stays in memory until
 * this object is collected.
 *
 * <p><b>Thread safety:</b> immutable; use from any thread.
 */
public final class Ed25519Signer implements RootSigner {

    /** The size of a private key, which RFC 8032 calls so and others call a seed, in bytes. */
    public static final int PRIVATE_KEY_BYTES = 32;

    private static final String ALGORITHM = "Ed25519";

    /** What comes before the 32 bytes of a public key in the encoding that the platform reads (RFC 8410). */
    private static final byte[] X509_PREFIX = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

    private final PrivateKey privateKey;
    private final byte[] publicKey;

    private Ed25519Signer(PrivateKey privateKey, byte[] publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /**
     * Takes a key.
     *
     * @param privateKey its {@value #PRIVATE_KEY_BYTES} bytes; copied
     * @return what signs with it
     */
    public static Ed25519Signer of(byte[] privateKey) {
        if (privateKey.length != PRIVATE_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "an Ed25519 key has " + PRIVATE_KEY_BYTES + " bytes, not " + privateKey.length);
        }
        KeyPair pair = generate(new GivenBytes(privateKey));
        byte[] taken = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElse(new byte[0]);
        if (!Arrays.equals(taken, privateKey)) {
            throw new IllegalStateException("this Java platform makes Ed25519 keys otherwise than of 32 random bytes");
        }
        return of(pair);
    }

    /**
     * Makes a new key.
     *
     * @param random where it comes from
     * @return what signs with it
     */
    public static Ed25519Signer generated(SecureRandom random) {
        return of(generate(random));
    }

    private static Ed25519Signer of(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return new Ed25519Signer(pair.getPrivate(), Arrays.copyOfRange(encoded, X509_PREFIX.length, encoded.length));
    }

    private static KeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /**
     * Returns the public key, by which others verify.
     *
     * @return a copy of its {@value SignedRoot#PUBLIC_KEY_BYTES} bytes
     */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /**
     * Verifies a signature.
     *
     * @param publicKey the key, {@value SignedRoot#PUBLIC_KEY_BYTES} bytes
     * @param message what was signed
     * @param signature the signature
     * @return whether it is one of this message by this key; {@code false} also for what is no key or no signature at all
     */
    public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        if (publicKey.length != SignedRoot.PUBLIC_KEY_BYTES || signature.length != SignedRoot.SIGNATURE_BYTES) {
            return false;
        }
        byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + publicKey.length);
        System.arraycopy(publicKey, 0, encoded, X509_PREFIX.length, publicKey.length);
        try {
            PublicKey key = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (InvalidKeySpecException | InvalidKeyException | SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    private static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("this Java runtime has no Ed25519; add its module jdk.crypto.ec", e);
    }

    /** Gives out a key that is there already, once: the platform derives a public key only where it makes the private one. */
    private static final class GivenBytes extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] given;

        GivenBytes(byte[] given) {
            this.given = given.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length == given.length) {
                System.arraycopy(given, 0, bytes, 0, given.length);
            }
        }
    }
}
