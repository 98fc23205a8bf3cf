// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.SplittableRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Writes what PluresDB wrote: {@code encryption.json}, and blobs as nonce, ciphertext and tag. */
final class SealedBlobs {
    static final String PASSWORD = "l\u00f6sung 1 ";

    private static final byte[] SALT = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final Path directory;
    private final byte[] key = BlobKey.derive(new Argon2(), PASSWORD.getBytes(StandardCharsets.UTF_8), SALT);
    private final SplittableRandom nonces = new SplittableRandom(1);

    SealedBlobs(Path directory) throws IOException {
        this.directory = directory;
        describe(json());
    }

    static String json() {
        return """
                {"version": 1, "kdf": "argon2id", "cipher": "aes-256-gcm", "salt": "%s", "revoked_devices": ["lost", "sold"]}
                """.formatted(Base64.getEncoder().encodeToString(SALT));
    }

    void describe(String json) throws IOException {
        Files.writeString(directory.resolve("encryption.json"), json);
    }

    Path seal(String name, byte[] content) throws IOException {
        byte[] nonce = new byte[12];
        nonces.nextBytes(nonce);
        byte[] sealed;
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
            sealed = cipher.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        byte[] blob = new byte[nonce.length + sealed.length];
        System.arraycopy(nonce, 0, blob, 0, nonce.length);
        System.arraycopy(sealed, 0, blob, nonce.length, sealed.length);
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, blob);
    }

    Path seal(String name, String content) throws IOException {
        return seal(name, content.getBytes(StandardCharsets.UTF_8));
    }
}
