// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.NonceRecorder.Recording;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The recorder sees every nonce and changes nothing. */
class NonceRecorderTest {
    private final NonceRecorder recorder = NonceRecorder.installed();

    private static Cipher cipher(int mode, int key, int nonce) throws GeneralSecurityException {
        byte[] keyBytes = new byte[32];
        byte[] nonceBytes = new byte[12];
        ByteBuffer.wrap(keyBytes).putInt(key);
        ByteBuffer.wrap(nonceBytes).putInt(nonce);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", Security.getProvider("SunJCE")); // as production does
        cipher.init(mode, new SecretKeySpec(keyBytes, "AES"), new GCMParameterSpec(128, nonceBytes));
        return cipher;
    }

    @Test
    @Tag("S3.22")
    void aPairThatIsUsedTwiceIsFoundAndOthersAreNot() throws GeneralSecurityException {
        try (Recording recording = recorder.record()) {
            for (int key = 0; key < 50; key++) {
                for (int nonce = 0; nonce < 50; nonce++) {
                    cipher(Cipher.ENCRYPT_MODE, key, nonce);
                }
            }
            recording.requireNoRepeat();
            assertEquals(2_500, recording.count());

            cipher(Cipher.ENCRYPT_MODE, 7, 31);

            assertEquals(1, recording.repeats().size());
            AssertionError found = assertThrows(AssertionError.class, recording::requireNoRepeat);
            assertTrue(Arrays.stream(found.getCause().getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(NonceRecorderTest.class.getName())));
        }
    }

    @Test
    void decryptingIsNoUse() throws GeneralSecurityException {
        try (Recording recording = recorder.record()) {
            cipher(Cipher.ENCRYPT_MODE, 1, 1);
            cipher(Cipher.DECRYPT_MODE, 1, 1);
            cipher(Cipher.DECRYPT_MODE, 1, 1);
            recording.requireNoRepeat();
            assertEquals(1, recording.count());
        }
    }

    @Test
    void theInnermostRecordingAloneHears() throws GeneralSecurityException {
        try (Recording outer = recorder.record()) {
            cipher(Cipher.ENCRYPT_MODE, 1, 1);
            try (Recording inner = recorder.record()) {
                cipher(Cipher.ENCRYPT_MODE, 1, 1);
                assertEquals(1, inner.count());
            }
            assertEquals(1, outer.count());
            outer.requireNoRepeat();
        }
        cipher(Cipher.ENCRYPT_MODE, 1, 1); // heard by nobody
    }

    @Test
    void thereIsOneInAJvmUnderTheNameOfTheOneItStandsFor() throws GeneralSecurityException {
        assertSame(recorder, NonceRecorder.installed());
        assertSame(recorder, Security.getProvider("SunJCE"));
        assertSame(recorder, cipher(Cipher.ENCRYPT_MODE, 3, 3).getProvider());
        assertFalse(recorder.getServices().isEmpty());
        assertEquals("SunJCE", Mac.getInstance("HmacSHA512").getProvider().getName());
    }

    @Test
    void messagesComeOutAsTheyWouldInOnePieceOrInSeveralFromArraysAndFromBuffers() throws GeneralSecurityException {
        byte[] plain = new byte[1000];
        new SplittableRandom(1).nextBytes(plain);
        byte[] bound = "bound".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Cipher whole = cipher(Cipher.ENCRYPT_MODE, 5, 1);
        whole.updateAAD(bound);
        byte[] sealed = whole.doFinal(plain);
        assertEquals(1016, sealed.length);

        Cipher pieces = cipher(Cipher.ENCRYPT_MODE, 5, 1);
        pieces.updateAAD(ByteBuffer.wrap(bound));
        byte[] out = new byte[1016];
        int at = pieces.update(plain, 0, 500, out, 0);
        at += pieces.update(plain, 500, 500, out, at);
        pieces.doFinal(out, at);
        assertArrayEquals(sealed, out);

        Cipher buffers = cipher(Cipher.ENCRYPT_MODE, 5, 1);
        buffers.updateAAD(bound);
        ByteBuffer room = ByteBuffer.allocateDirect(1016);
        buffers.doFinal(ByteBuffer.wrap(plain), room);
        assertEquals(ByteBuffer.wrap(sealed), room.flip());

        Cipher opening = cipher(Cipher.DECRYPT_MODE, 5, 1);
        opening.updateAAD(bound);
        assertArrayEquals(plain, opening.doFinal(sealed));
        sealed[3] ^= 1;
        Cipher refusing = cipher(Cipher.DECRYPT_MODE, 5, 1);
        refusing.updateAAD(bound);
        assertThrows(AEADBadTagException.class, () -> refusing.doFinal(sealed));
    }

    /** The JDK refuses that by itself; what stands in its place must not take the refusal away. */
    @Test
    void oneCipherObjectStillRefusesToBeInitialisedTwiceAlike() throws GeneralSecurityException {
        Cipher cipher = cipher(Cipher.ENCRYPT_MODE, 6, 1);
        cipher.doFinal(new byte[1]);
        assertThrows(
                GeneralSecurityException.class,
                () -> cipher.init(
                        Cipher.ENCRYPT_MODE,
                        new SecretKeySpec(ByteBuffer.allocate(32).putInt(6).array(), "AES"),
                        new GCMParameterSpec(
                                128, ByteBuffer.allocate(12).putInt(1).array())));
    }
}
