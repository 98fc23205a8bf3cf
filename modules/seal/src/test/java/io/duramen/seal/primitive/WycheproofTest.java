// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.primitive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.duramen.seal.primitive.TestVectors.Case;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The Wycheproof vectors of the algorithms used here. Those of HKDF-SHA-256, HMAC-SHA-256, AES-KWP and X25519 are left out:
 * nothing here uses these algorithms.
 */
class WycheproofTest {

    @Test
    @Tag("S3.18")
    void aesGcmPassesAllVectorsWithANonceOf96Bits() throws Exception {
        int passed = 0;
        int skipped = 0;
        for (Case one : TestVectors.of("aes_gcm_test.json")) {
            if (one.groupNumber("ivSize") != 96 || one.groupNumber("tagSize") != 128) {
                skipped++; // no nonce here is anything but 96 bits, no tag anything but 128
                continue;
            }
            byte[] sealed = join(one.bytes("ct"), one.bytes("tag"));
            byte[] opened = open(one, sealed);
            if (one.result().equals("valid")) {
                assertArrayEquals(one.bytes("msg"), opened, one.toString());
                if (one.groupNumber("keySize") == 256) {
                    byte[] keyAndNonce = join(one.bytes("key"), one.bytes("iv"));
                    byte[] again = AesGcm.seal(keyAndNonce, one.bytes("aad"), one.bytes("msg"));
                    assertArrayEquals(sealed, again, one.toString());
                }
            } else {
                assertNull(opened, one.toString());
            }
            passed++;
        }
        assertEquals(197, passed);
        assertEquals(119, skipped);
    }

    /** With 256-bit keys through our own code, with shorter ones, which we never use, through the cipher it uses. */
    private static byte @Nullable [] open(Case one, byte[] sealed) throws Exception {
        if (one.groupNumber("keySize") == 256) {
            return AesGcm.open(join(one.bytes("key"), one.bytes("iv")), one.bytes("aad"), sealed);
        }
        Cipher cipher = Jce.cipher(AesGcm.TRANSFORMATION);
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(one.bytes("key"), "AES"),
                new GCMParameterSpec(128, one.bytes("iv")));
        cipher.updateAAD(one.bytes("aad"));
        try {
            return cipher.doFinal(sealed);
        } catch (AEADBadTagException notAuthentic) {
            return null;
        }
    }

    @Test
    @Tag("S3.19")
    void aesKeyWrapPassesAllVectors() {
        int passed = 0;
        int acceptable = 0;
        for (Case one : TestVectors.of("aes_wrap_test.json")) {
            if (one.result().equals("acceptable")) {
                acceptable++; // RFC 3394 leaves it open whether a key of 8 bytes is wrapped
                continue;
            }
            byte[] key = one.bytes("key");
            byte[] unwrapped = AesKeyWrap.unwrap(key, one.bytes("ct"));
            if (one.result().equals("valid")) {
                assertArrayEquals(one.bytes("msg"), unwrapped, one.toString());
                assertArrayEquals(one.bytes("ct"), AesKeyWrap.wrap(key, one.bytes("msg")), one.toString());
            } else {
                assertNull(unwrapped, one.toString());
            }
            passed++;
        }
        assertEquals(162, passed);
        assertEquals(3, acceptable);
    }

    @Test
    @Tag("S3.19")
    void hkdfWithSha512PassesAllVectors() throws Exception {
        int passed = 0;
        for (Case one : TestVectors.of("hkdf_sha512_test.json")) {
            byte[] extracted = extract(one.bytes("salt"), one.bytes("ikm"));
            int size = (int) one.number("size");
            if (one.result().equals("valid")) {
                assertArrayEquals(one.bytes("okm"), Hkdf.expand(extracted, one.bytes("info"), size), one.toString());
            } else {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Hkdf.expand(extracted, one.bytes("info"), size),
                        one.toString());
            }
            passed++;
        }
        assertEquals(83, passed);
    }

    private static byte[] extract(byte[] salt, byte[] inputKey) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA512");
        mac.init(new SecretKeySpec(salt.length == 0 ? new byte[64] : salt, "HmacSHA512"));
        return mac.doFinal(inputKey);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
