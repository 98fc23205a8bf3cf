// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.crypto.KeyRefusedException;
import io.duramen.crypto.Sealing;
import io.duramen.wal.NotSealedException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last 64 bytes of a manifest, and of what is like one: a digest, which finds damage, and the keyring's code, which finds
 * those who alter it on purpose and mend the digest.
 */
final class Trailer {
    static final int BYTES = 2 * Bytes.SHA256_BYTES;

    private static final int CODE_BYTES = 32;

    private final String directory;
    private final @Nullable Sealing sealing;
    private final String purpose;

    Trailer(String directory, @Nullable Sealing sealing, String purpose) {
        this.directory = directory;
        this.sealing = sealing;
        this.purpose = purpose;
    }

    /** Makes the trailer of a body. */
    byte[] of(byte[] body, Manifest.@Nullable Keyring keyring) {
        byte[] trailer = Arrays.copyOf(Bytes.sha256().digest(body), BYTES);
        if (keyring != null && sealing != null) {
            System.arraycopy(sealing.mac(purpose, body), 0, trailer, Bytes.SHA256_BYTES, CODE_BYTES);
        }
        return trailer;
    }

    static byte[] body(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length - BYTES);
    }

    /** Checks that a file is not damaged. */
    static void checkDigest(String file, byte[] bytes) throws DamagedException {
        byte[] body = body(bytes);
        byte[] stated = Arrays.copyOfRange(bytes, body.length, body.length + Bytes.SHA256_BYTES);
        byte[] computed = Bytes.sha256().digest(body);
        if (!Arrays.equals(stated, computed)) {
            throw new DamagedException(file, "a digest of " + Bytes.hex(computed), Bytes.hex(stated));
        }
    }

    /**
     * Checks that the key at hand wrote a file.
     *
     * @param keyring what the file says it was sealed with, or {@code null} if it says it was not
     */
    void checkCode(String file, Manifest.@Nullable Keyring keyring, byte[] bytes) throws DamagedException {
        byte[] stated = Arrays.copyOfRange(bytes, bytes.length - CODE_BYTES, bytes.length);
        if (keyring == null) {
            if (sealing != null) {
                throw new NotSealedException(directory);
            }
            if (!Arrays.equals(stated, new byte[CODE_BYTES])) {
                throw new DamagedException(file, "no authentication code", Bytes.hex(stated));
            }
            return;
        }
        if (sealing == null) {
            throw refused(keyring, "and no key was given", "pass the store's keyring, see StoreOptions.sealedBy");
        }
        if (!keyring.id().equals(sealing.keyringId())) {
            throw refused(keyring, "and the key given is of another keyring", "pass the keyring of this store");
        }
        if (!sealing.isAuthentic(purpose, body(bytes), stated)) {
            throw new DamagedException(
                    file,
                    "the seal of keyring " + keyring.id(),
                    "another: it was altered on purpose or belongs elsewhere");
        }
    }

    private KeyRefusedException refused(Manifest.Keyring keyring, String why, String hint) {
        return new KeyRefusedException(
                "the store in " + directory + " is sealed with keyring " + keyring.id() + ", " + why,
                Map.of("directory", directory, "keyring", keyring.id()),
                hint);
    }
}
