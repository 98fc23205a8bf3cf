// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What can be read of a manifest without keys, at the offsets of {@code docs/formats/manifest.md}. Its digest tells whether it
 * is as it was written; who wrote it only the keyring tells, so that nothing is decided by this.
 */
final class ManifestHead {
    private static final byte[] MAGIC = "DURAMEN\0MNFT".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION_AT = 12;
    private static final int FLAGS_AT = 20;
    private static final int STORE_ID_AT = 24;
    private static final int GENERATION_AT = 72;
    private static final int LSN_AT = 80;
    private static final int ROOT_AT = 88;
    private static final int KEYS_AT = 120;
    private static final int TRAILER_BYTES = 64;
    private static final int DIGEST_BYTES = 32;

    private ManifestHead() {}

    /** Reads a manifest; the facts say what is wrong if it cannot be trusted. */
    static Map<String, Object> read(Path file) {
        Map<String, Object> facts = new LinkedHashMap<>();
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            facts.put("problem", FileErrors.said(e));
            return facts;
        }
        if (bytes.length < KEYS_AT + 8 + TRAILER_BYTES || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
            facts.put("problem", "not a manifest");
            return facts;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int version = Short.toUnsignedInt(in.getShort(VERSION_AT));
        facts.put("version", version);
        if (version != 1) {
            facts.put("problem", "format version " + version + ", this release knows 1");
            return facts;
        }
        facts.put("sealed", (in.getInt(FLAGS_AT) & 1) != 0);
        facts.put("storeId", new UUID(big(bytes, STORE_ID_AT), big(bytes, STORE_ID_AT + 8)).toString());
        facts.put("generation", in.getLong(GENERATION_AT));
        facts.put("lsn", in.getLong(LSN_AT));
        facts.put("keys", in.getLong(KEYS_AT));
        facts.put("root", HexFormat.of().formatHex(bytes, ROOT_AT, ROOT_AT + 32));
        if (!isAsWritten(bytes)) {
            facts.put("problem", "its digest is wrong: it is damaged");
        }
        return facts;
    }

    private static long big(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).getLong(at);
    }

    private static boolean isAsWritten(byte[] bytes) {
        int body = bytes.length - TRAILER_BYTES;
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(bytes, 0, body);
            return Arrays.equals(sha256.digest(), Arrays.copyOfRange(bytes, body, body + DIGEST_BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
