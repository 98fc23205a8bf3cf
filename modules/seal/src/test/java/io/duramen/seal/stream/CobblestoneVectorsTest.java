// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.duramen.crypto.SealException;
import io.duramen.seal.primitive.TestVectors;
import io.duramen.seal.primitive.TestVectors.Case;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The official vectors of C2SP chunked encryption with AES-256-GCM, all 35, read and, where valid, written again. */
class CobblestoneVectorsTest {

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Read(byte[] plaintext, @Nullable Exception failure) {}

    @Test
    @Tag("S3.18")
    void allVectorsPass() throws Exception {
        int passed = 0;
        for (Case one : TestVectors.of("c2sp_chunked_encryption_aes_256_gcm_test.json")) {
            byte[] message = inflate(one.bytes("ct"));
            Read read = read(one, message);
            if (one.result().equals("valid")) {
                assertNull(read.failure(), one.toString());
                assertArrayEquals(message, write(one, message, read.plaintext()), one.toString());
            } else {
                assertNotNull(read.failure(), one.toString());
            }
            if (one.has("msgLength")) {
                assertEquals(one.number("msgLength"), read.plaintext().length, one.toString());
                assertArrayEquals(one.bytes("msgSha512"), sha512(read.plaintext()), one.toString());
            } else {
                assertEquals(0, read.plaintext().length, one.toString());
            }
            passed++;
        }
        assertEquals(35, passed);
    }

    private static Read read(Case one, byte[] message) throws Exception {
        ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
        try (InputStream in = new CobblestoneInputStream(
                new ByteArrayInputStream(message), one.bytes("key"), one.bytes("ctx"), "vector")) {
            try {
                in.transferTo(plaintext);
            } catch (SealException damaged) {
                assertThrows(SealException.class, in::read, "it must keep failing");
                return new Read(plaintext.toByteArray(), damaged);
            }
            assertEquals(-1, in.read());
        } catch (SealException | IllegalArgumentException refused) {
            return new Read(plaintext.toByteArray(), refused);
        }
        return new Read(plaintext.toByteArray(), null);
    }

    private static byte[] write(Case one, byte[] message, byte[] plaintext) throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        byte[] salt = Arrays.copyOf(message, Cobblestone.SALT_BYTES);
        try (OutputStream out = new CobblestoneOutputStream(written, one.bytes("key"), salt, one.bytes("ctx"))) {
            int half = plaintext.length / 3;
            out.write(plaintext, 0, half);
            out.write(plaintext, half, plaintext.length - half);
        }
        return written.toByteArray();
    }

    /** The vectors' ciphertexts are compressed: most are long runs of one letter under a chosen keystream. */
    private static byte[] inflate(byte[] compressed) throws Exception {
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
            return in.readAllBytes();
        }
    }

    private static byte[] sha512(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-512").digest(bytes);
    }
}
