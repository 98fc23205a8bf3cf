// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.duramen.crypto.SealException;
import io.duramen.seal.primitive.AesGcm;
import io.duramen.seal.primitive.Hkdf;
import io.duramen.seal.primitive.Info;
import io.duramen.seal.primitive.TwoKeyCiphertext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who chooses both keys can make a chunk that GCM opens under either; the message still stands for one only. */
class TwoKeyStreamTest {
    private static final byte[] SALT = new byte[Cobblestone.SALT_BYTES];
    private static final byte[] CONTEXT = {1, 2, 3};
    private static final byte[] NOTHING = {};

    @Test
    @Tag("S3.18")
    void aMessageThatOpensUnderTwoKeysIsRefusedForTheOneItDoesNotCommitTo() throws Exception {
        byte[] firstKey = filled(1);
        byte[] secondKey = filled(2);
        byte[] first = keyAndNonce(firstKey);
        byte[] second = keyAndNonce(secondKey);
        byte[] chunk = TwoKeyCiphertext.make(first, NOTHING, second, NOTHING, 2);
        byte[] plain = AesGcm.open(first, NOTHING, chunk);
        assertNotNull(plain, "GCM accepts it under the first");
        assertNotNull(AesGcm.open(second, NOTHING, chunk), "GCM accepts it under the second");

        byte[] message = message(firstKey, chunk);

        assertArrayEquals(plain, read(message, firstKey));
        SealException refused = assertThrows(SealException.class, () -> read(message, secondKey));
        assertEquals("STREAM_DAMAGED", refused.code());
        assertEquals(0L, refused.details().get("offset"), "before anything is decrypted");
    }

    private static byte[] message(byte[] key, byte[] chunk) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(SALT);
        try (Cobblestone derived = Cobblestone.derive(key, SALT, CONTEXT)) {
            message.write(derived.commitment());
        }
        message.write(chunk);
        return message.toByteArray();
    }

    /** Of the first chunk, whose nonce is the base. */
    private static byte[] keyAndNonce(byte[] key) {
        byte[] info = Info.of("c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM")
                .raw(SALT)
                .raw(CONTEXT)
                .toBytes();
        return Hkdf.expand(key, info, AesGcm.KEY_BYTES + AesGcm.NONCE_BYTES);
    }

    private static byte[] read(byte[] message, byte[] key) throws IOException {
        try (InputStream in = new CobblestoneInputStream(new ByteArrayInputStream(message), key, CONTEXT, "test")) {
            return in.readAllBytes();
        }
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[AesGcm.KEY_BYTES];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
