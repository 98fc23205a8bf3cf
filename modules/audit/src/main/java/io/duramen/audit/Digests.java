// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** The two digests of a trail. */
final class Digests {
    private Digests() {}

    /** What the first entry of a trail continues: it ties the chain to the log it stands in. */
    static String ofTrail(UUID id) {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        MessageDigest sha256 = sha256();
        sha256.update(EntryLayout.TRAIL_LABEL);
        return HexFormat.of().formatHex(sha256.digest(bytes));
    }

    /** The digest of an entry, over everything before its place. */
    static byte[] ofEntry(byte[] bytes, int length) {
        MessageDigest sha256 = sha256();
        sha256.update(EntryLayout.ENTRY_LABEL);
        sha256.update(bytes, 0, length);
        return sha256.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
