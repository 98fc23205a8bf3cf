// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import static io.duramen.legacy.pluresdb.EncryptionLayout.*;

import io.duramen.legacy.families.Findings.Refusal;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.SourceFile;
import io.duramen.legacy.lines.ChangesText;
import io.duramen.legacy.lines.JsonScanner;
import io.duramen.legacy.lines.JsonScanner.Member;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code encryption.json} says. Nothing authenticates it, so nothing in it is followed that is not exactly as the format
 * has it: another derivation, or a field more, that could ask for any amount of memory, is refused before a password is
 * asked for.
 *
 * @param salt 16 bytes; empty if there is a problem
 * @param revokedDevices the devices that somebody revoked, which kept none of them from anything
 * @param problem why nothing can be opened by it, or {@code null}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EncryptionFile(
        byte[] salt, List<String> revokedDevices, @Nullable Refusal problem) {
    private static final String FROM_A_COPY = "bring it back from a copy: without its salt no password gives the key";
    private static final byte[] NOTHING = {};
    private static final int SHOWN = 60;

    static EncryptionFile read(LegacySource source) {
        if (!source.isFile(FILE)) {
            return problem("ENCRYPTION_FILE_MISSING", "there is no such file", "name the directory that holds " + FILE);
        }
        try (SourceFile file = source.open(FILE)) {
            if (file.size() > MAX_FILE_BYTES) {
                return damaged("it has " + file.size() + " bytes, and at most " + MAX_FILE_BYTES + " are read");
            }
        }
        String text = ChangesText.utf8(source.read(FILE, MAX_FILE_BYTES));
        Map<String, Member> fields = text == null ? null : StrictJson.object(text);
        return fields == null ? damaged("it is no JSON object in UTF-8") : of(fields);
    }

    private static EncryptionFile of(Map<String, Member> fields) {
        for (String name : fields.keySet()) {
            if (!FIELDS.contains(name)) {
                return unknown("it has a field \"" + shown(name) + "\", and what that means for the key is not known");
            }
        }
        Long version = Fields.unsigned(fields, VERSION);
        String kdf = Fields.string(fields, KDF);
        String cipher = Fields.string(fields, CIPHER);
        String salt = Fields.string(fields, SALT);
        Member revoked = fields.get(REVOKED_DEVICES);
        List<String> devices = revoked == null ? null : JsonScanner.strings(revoked.raw());
        if (version == null || kdf == null || cipher == null || salt == null || devices == null) {
            return damaged("a field of " + VERSION + ", " + KDF + ", " + CIPHER + ", " + SALT + " and "
                    + REVOKED_DEVICES + " is missing or of another type");
        }
        if (version != KNOWN_VERSION || !kdf.equals(KNOWN_KDF) || !cipher.equals(KNOWN_CIPHER)) {
            return unknown(
                    "it says version " + Long.toUnsignedString(version) + ", " + shown(kdf) + " and " + shown(cipher)
                            + "; known are version " + KNOWN_VERSION + ", " + KNOWN_KDF + " and " + KNOWN_CIPHER);
        }
        byte[] bytes = decoded(salt);
        return bytes.length == SALT_BYTES
                ? new EncryptionFile(bytes, devices, null)
                : damaged("its salt is not " + SALT_BYTES + " bytes in Base64");
    }

    /** No more of a text that anybody may have written than a message can bear. */
    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return NOTHING;
        }
    }

    private static EncryptionFile damaged(String found) {
        return problem("ENCRYPTION_FILE_CORRUPTED", found, FROM_A_COPY);
    }

    private static EncryptionFile unknown(String found) {
        return problem("ENCRYPTION_UNKNOWN", found, "if somebody edited it, " + FROM_A_COPY);
    }

    private static EncryptionFile problem(String code, String found, String hint) {
        return new EncryptionFile(NOTHING, List.of(), new Refusal(code, FILE, found, hint));
    }
}
