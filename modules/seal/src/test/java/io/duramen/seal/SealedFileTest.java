// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.SealException;
import io.duramen.testkit.SimDisk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whole files, sealed through the keyring. */
class SealedFileTest {
    private static final byte[] PLAIN = "nobody must read this".repeat(2000).getBytes(StandardCharsets.UTF_8);

    private final SimDisk disk = SimDisk.create();
    private final Keyring keyring = TestKeyrings.create(disk);

    @AfterEach
    void close() {
        keyring.close();
    }

    @Test
    @Tag("S3.18")
    void aFileIsReadBackByAnotherProcessAndNotInClearOnDisk() throws Exception {
        byte[] sealed = seal(keyring, "checkpoint 7");
        assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("nobody"));
        try (Keyring later = TestKeyrings.open(disk)) {
            assertArrayEquals(PLAIN, open(later, "checkpoint 7", sealed));
        }
    }

    @Test
    @Tag("S3.20")
    void aFileOfAClosedEpochIsStillReadable() throws Exception {
        byte[] sealed = seal(keyring, "checkpoint 7");
        keyring.startEpoch("a drill");
        assertArrayEquals(PLAIN, open(keyring, "checkpoint 7", sealed));
    }

    @Test
    @Tag("S3.22")
    void aFilePresentedAsAnotherIsRefused() throws Exception {
        byte[] sealed = seal(keyring, "checkpoint 7");
        SealException refused = assertThrows(SealException.class, () -> open(keyring, "checkpoint 8", sealed));
        assertEquals("STREAM_FOREIGN", refused.code());
    }

    @Test
    @Tag("S3.22")
    void aFileOfAnotherKeyringIsRefused() throws Exception {
        try (Keyring other = TestKeyrings.create(SimDisk.create())) {
            byte[] sealed = seal(other, "checkpoint 7");
            SealException refused = assertThrows(SealException.class, () -> open(keyring, "checkpoint 7", sealed));
            assertEquals("STREAM_FOREIGN", refused.code());
        }
    }

    @Test
    void twoFilesOfOneContentHaveNothingInCommon() throws Exception {
        byte[] one = seal(keyring, "checkpoint 7");
        byte[] other = seal(keyring, "checkpoint 7");
        assertEquals(one.length, other.length);
        int same = 0;
        for (int i = 96; i < one.length; i++) {
            same += one[i] == other[i] ? 1 : 0;
        }
        // By chance one byte in 256 is the same: 164 of these 42,000, with a deviation of 13.
        assertTrue(same < 300, same + " bytes are the same");
    }

    @Test
    @Tag("S3.13")
    @Tag("S3.18")
    void everyFlippedByteOfTheHeaderIsFound() throws Exception {
        byte[] sealed = seal(keyring, "checkpoint 7");
        for (int at = 0; at < 96 + 56; at++) {
            byte[] flipped = sealed.clone();
            flipped[at] ^= 1;
            assertThrows(SealException.class, () -> open(keyring, "checkpoint 7", flipped), "byte " + at);
        }
        for (int length = 0; length < 96 + 56; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThrows(SealException.class, () -> open(keyring, "checkpoint 7", cut), "cut to " + length);
        }
    }

    private static byte[] seal(Keyring keyring, String context) throws IOException {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (OutputStream out = keyring.sealStream(context, stored)) {
            out.write(PLAIN);
        }
        return stored.toByteArray();
    }

    private static byte[] open(Keyring keyring, String context, byte[] sealed) throws IOException {
        try (InputStream in = keyring.openStream(context, new ByteArrayInputStream(sealed))) {
            return in.readAllBytes();
        }
    }
}
