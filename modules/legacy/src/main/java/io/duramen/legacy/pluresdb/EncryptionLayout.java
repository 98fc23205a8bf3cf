// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import io.duramen.crypto.spi.Argon2Cost;
import java.util.Set;

/** The layout of encrypted blobs, as {@code docs/formats/pluresdb-segments.md} describes it. */
final class EncryptionLayout {
    static final String FILE = "encryption.json";

    /** A longer one is none: it would hold tens of thousands of revoked devices. */
    static final int MAX_FILE_BYTES = 1 << 20;

    static final String VERSION = "version";
    static final String KDF = "kdf";
    static final String CIPHER = "cipher";
    static final String SALT = "salt";
    static final String REVOKED_DEVICES = "revoked_devices";
    static final Set<String> FIELDS = Set.of(VERSION, KDF, CIPHER, SALT, REVOKED_DEVICES);

    static final int KNOWN_VERSION = 1;
    static final String KNOWN_KDF = "argon2id";
    static final String KNOWN_CIPHER = "aes-256-gcm";
    static final int SALT_BYTES = 16;

    /** What every key costs: no file says it, so none can ask for more. */
    static final Argon2Cost COST = new Argon2Cost(19_456, 2, 1);

    static final int KEY_BYTES = 32;
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;
    static final int LEAST_BLOB_BYTES = NONCE_BYTES + TAG_BYTES;

    /** The largest blob an import takes: a store's record holds no more. */
    static final int MAX_BLOB_BYTES = (16 << 20) + LEAST_BLOB_BYTES;

    static final String TAMPERED = "tampered";
    static final String TOO_SHORT = "too_short";
    static final String TOO_LARGE = "too_large";
    static final String NOT_A_FILE = "not_a_file";

    private static final String JSON = ".json";

    private EncryptionLayout() {}

    /** Whether a file can be a blob: any name will do but that of JSON. */
    static boolean isBlob(String name) {
        return !name.endsWith(JSON);
    }
}
