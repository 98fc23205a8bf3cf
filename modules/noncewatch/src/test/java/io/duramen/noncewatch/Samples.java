// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.noncewatch;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tests that are run by a test, some of them to fail. */
final class Samples {
    private Samples() {}

    static void encrypt(int key, int nonce) {
        byte[] keyBytes = new byte[32];
        byte[] nonceBytes = new byte[12];
        keyBytes[0] = (byte) key;
        nonceBytes[0] = (byte) nonce;
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(keyBytes, "AES"), new GCMParameterSpec(128, nonceBytes));
            cipher.doFinal(new byte[20]);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static class Repeating {
        Repeating() {
            encrypt(1, 1);
        }

        @Test
        void inTheTestWhatTheInstanceUsed() {
            encrypt(1, 1);
        }

        @Test
        void onAnotherThread() throws InterruptedException {
            Thread thread = new Thread(() -> encrypt(1, 1));
            thread.start();
            thread.join();
        }

        @Nested
        class Inner {
            @Test
            void whatTheOuterInstanceUsed() {
                encrypt(1, 1);
            }
        }
    }

    static class Blameless {
        Blameless() {
            encrypt(1, 1);
        }

        @BeforeEach
        void prepare() {
            encrypt(1, 2);
        }

        @Test
        void underOtherKeysAndNonces() {
            encrypt(1, 3);
            encrypt(2, 1);
        }

        @Test
        void whatAnotherTestUsed() {
            encrypt(1, 3);
        }

        @Test
        @RepeatsNonces("on purpose")
        void onPurpose() {
            encrypt(1, 1);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {
        OneInstance() {
            encrypt(9, 9);
        }

        @Test
        void one() {
            encrypt(1, 1);
        }

        @Test
        void two() {
            encrypt(1, 1);
        }
    }
}
