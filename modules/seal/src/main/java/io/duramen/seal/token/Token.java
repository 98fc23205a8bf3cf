// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.token;

import io.duramen.crypto.KeyRefusedException;
import io.duramen.crypto.SealException;
import io.duramen.seal.primitive.AesGcm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import org.jspecify.annotations.Nullable;

/**
 * A PKCS#11 token somebody has logged in to, through the JDK's SunPKCS11. Its AES keys are made inside it and cannot be read out.
 *
 * <p><b>Thread safety:</b> none; one thread at a time. A token knows one login a process: closing one ends that of all.
 */
public final class Token implements AutoCloseable {
    /** The size of a nonce in bytes. */
    public static final int NONCE_BYTES = AesGcm.NONCE_BYTES;

    private static final String PROVIDER = "SunPKCS11";
    private static final int KEY_BITS = 256;

    private final String name;
    private final Provider provider;
    private final KeyStore keys;
    private boolean closed;

    private Token(String name, Provider provider, KeyStore keys) {
        this.name = name;
        this.provider = provider;
        this.keys = keys;
    }

    /**
     * Logs in to a token.
     *
     * @param library the token's PKCS#11 library
     * @param slotIndex which of the library's slots, from 0, in the order in which it lists them
     * @param pin the user's PIN; not altered
     * @return the token
     * @throws KeyRefusedException if the token refuses the PIN; it counts how often
     * @throws SealException if there is no such library, slot or token, or this Java runtime has no SunPKCS11
     */
    public static Token logIn(Path library, int slotIndex, char[] pin) {
        String name = "slot " + slotIndex + " of " + library;
        Provider provider = provider(library, slotIndex, name);
        try {
            KeyStore keys = KeyStore.getInstance("PKCS11", provider);
            keys.load(null, pin);
            return new Token(name, provider, keys);
        } catch (IOException | GeneralSecurityException | ProviderException failed) {
            throw isWrongPin(failed) ? refused(name) : unavailable(name, "no token can be logged in to", failed);
        }
    }

    private static Provider provider(Path library, int slotIndex, String name) {
        Provider base = Security.getProvider(PROVIDER);
        if (base == null) {
            throw unavailable(name, "this Java runtime has no " + PROVIDER + " (module jdk.crypto.cryptoki)", null);
        }
        if (!Files.isRegularFile(library)) {
            throw unavailable(name, "there is no such library", null);
        }
        try {
            return base.configure("--name = duramen\nlibrary = " + library.toAbsolutePath() + "\nslotListIndex = "
                    + slotIndex + "\nattributes(generate, CKO_SECRET_KEY, CKK_AES) = {\n"
                    + "CKA_TOKEN = true\nCKA_PRIVATE = true\nCKA_SENSITIVE = true\nCKA_EXTRACTABLE = false\n"
                    + "CKA_ENCRYPT = true\nCKA_DECRYPT = true\n}\n");
        } catch (InvalidParameterException | ProviderException failed) {
            throw unavailable(name, "the library or the slot cannot be used", failed);
        }
    }

    /**
     * Makes an AES-256 key in the token.
     *
     * @param label its label, new in the token
     */
    public void makeKey(String label) {
        try {
            KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
            generator.init(KEY_BITS);
            SecretKey key = generator.generateKey();
            if (key.getEncoded() != null) {
                throw unavailable(name, "it makes keys that can be read out", null);
            }
            keys.setKeyEntry(label, key, null, null);
        } catch (GeneralSecurityException | ProviderException failed) {
            throw unavailable(name, "no key can be made in it", failed);
        }
    }

    /**
     * Encrypts by AES-256-GCM in the token.
     *
     * @param label the key's label
     * @param nonce the nonce, used once with this key
     * @param associatedData what the ciphertext is bound to
     * @param plaintext the plaintext; not altered
     * @return ciphertext and tag
     */
    public byte[] encrypt(String label, byte[] nonce, byte[] associatedData, byte[] plaintext) {
        try {
            byte[] sealed = run(Cipher.ENCRYPT_MODE, label, nonce, associatedData, plaintext);
            if (sealed != null) {
                return sealed;
            }
        } catch (GeneralSecurityException | ProviderException failed) {
            throw unavailable(name, "it does not encrypt with AES-GCM", failed);
        }
        throw unavailable(name, "the key " + label + " was made and is not there", null);
    }

    /**
     * Decrypts by AES-256-GCM in the token.
     *
     * @param label the key's label
     * @param nonce the nonce
     * @param associatedData what the ciphertext is bound to
     * @param sealed ciphertext and tag
     * @return the plaintext, in a new array that the caller wipes, or {@code null} if the token has no such key, or the key does
     *     not open it
     */
    public byte @Nullable [] decrypt(String label, byte[] nonce, byte[] associatedData, byte[] sealed) {
        try {
            return run(Cipher.DECRYPT_MODE, label, nonce, associatedData, sealed);
        } catch (GeneralSecurityException | ProviderException notAuthentic) {
            return null; // tokens report a wrong tag in many ways
        }
    }

    /**
     * Returns the labels of the token's entries as they were when it was logged in to, and as this object changed them since.
     *
     * @return the labels
     */
    public List<String> labels() {
        try {
            return List.copyOf(Collections.list(keys.aliases()));
        } catch (GeneralSecurityException | ProviderException failed) {
            throw unavailable(name, "its entries cannot be listed", failed);
        }
    }

    /**
     * Makes an entry that says something by its label alone; it is in the token when this returns.
     *
     * @param label its label, new in the token
     */
    public void makeEntry(String label) {
        try {
            byte[] content = MessageDigest.getInstance("SHA-256").digest(label.getBytes(StandardCharsets.UTF_8));
            keys.setEntry(label, new KeyStore.SecretKeyEntry(new SecretKeySpec(content, "AES")), null);
        } catch (GeneralSecurityException | ProviderException failed) {
            throw unavailable(name, "no entry can be made in it", failed);
        }
    }

    /**
     * Deletes an entry.
     *
     * @param label its label
     */
    public void deleteEntry(String label) {
        try {
            keys.deleteEntry(label);
        } catch (GeneralSecurityException | ProviderException failed) {
            throw unavailable(name, "an entry of it cannot be deleted", failed);
        }
    }

    private byte @Nullable [] run(int mode, String label, byte[] nonce, byte[] associatedData, byte[] input)
            throws GeneralSecurityException {
        Key key = keys.getKey(label, null);
        if (key == null) {
            return null;
        }
        Cipher cipher = Cipher.getInstance(AesGcm.TRANSFORMATION, provider);
        cipher.init(mode, key, new GCMParameterSpec(AesGcm.TAG_BYTES * 8, nonce));
        cipher.updateAAD(associatedData);
        return cipher.doFinal(input);
    }

    /** Logs out. Closing twice does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            ((AuthProvider) provider).logout();
        } catch (LoginException | ProviderException nothingToLose) {
            System.getLogger("io.duramen.seal").log(System.Logger.Level.DEBUG, "logging out", nothingToLose);
        }
    }

    @Override
    public String toString() {
        return "Token[" + name + "]";
    }

    private static boolean isWrongPin(Throwable failed) {
        for (Throwable at = failed; at != null; at = at.getCause()) {
            if (at instanceof FailedLoginException) {
                return true;
            }
        }
        return false;
    }

    private static KeyRefusedException refused(String name) {
        return new KeyRefusedException(
                "the token in " + name + " refuses the PIN",
                Map.of("token", name),
                "check the PIN before the next try: most tokens lock after a few; pkcs11-tool --list-token-slots shows the state");
    }

    private static SealException unavailable(String name, String why, @Nullable Throwable cause) {
        return new SealException(
                "TOKEN_UNAVAILABLE",
                "cannot use the token in " + name + ": " + why,
                Map.of("token", name, "found", why),
                "plug the token in and check library and slot with: pkcs11-tool --module LIBRARY --list-token-slots",
                cause);
    }
}
