// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import static io.duramen.legacy.pluresdb.EncryptionLayout.*;

import io.duramen.crypto.spi.KeyDerivation;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * The key of all blobs: AES-256-GCM without associated data, so that whether two blobs were swapped nobody can tell. It only
 * opens; nothing is ever sealed in this form again.
 *
 * <p><b>Thread safety:</b> none.
 */
final class BlobKey implements AutoCloseable {
    private static final byte[] NONE = {};

    private final WipedKey key;
    private final Cipher cipher;

    /** Takes a key, which is not altered. */
    BlobKey(byte[] key) {
        this.key = new WipedKey(key.clone());
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has AES-GCM", missing);
        }
    }

    /** Derives the key from a password in UTF-8, with the cost that all keys have. */
    static byte[] derive(KeyDerivation argon2, byte[] password, byte[] salt) {
        return argon2.argon2id(password, salt, NONE, NONE, COST, KEY_BYTES);
    }

    /** Opens a blob of at least {@value EncryptionLayout#LEAST_BLOB_BYTES} bytes; {@code null} if it is not authentic. */
    byte @Nullable [] open(byte[] blob) {
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * 8, blob, 0, NONCE_BYTES));
            return cipher.doFinal(blob, NONCE_BYTES, blob.length - NONCE_BYTES);
        } catch (AEADBadTagException notAuthentic) {
            return null;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM failed to open a blob", impossible);
        }
    }

    @Override
    public void close() {
        key.destroy();
    }

    /** {@code SecretKeySpec} cannot be destroyed. */
    private static final class WipedKey implements SecretKey {
        private static final long serialVersionUID = 1L;

        private final transient byte[] bytes;

        WipedKey(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public String getAlgorithm() {
            return "AES";
        }

        @Override
        public String getFormat() {
            return "RAW";
        }

        @Override
        public byte[] getEncoded() {
            return bytes.clone();
        }

        @Override
        public void destroy() {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
