// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.primitive;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.Security;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * Where algorithms come from. AES is taken from the JDK's own provider where there is one, because an application may have
 * put another in front whose AES-GCM is 36 to 130 times slower.
 */
public final class Jce {
    private static final String JDK_PROVIDER = "SunJCE";

    private Jce() {}

    /**
     * Makes a cipher.
     *
     * @param transformation for instance {@code AES/GCM/NoPadding}
     * @return a new cipher
     */
    public static Cipher cipher(String transformation) {
        try {
            Provider jdk = jdkProvider();
            return jdk == null ? Cipher.getInstance(transformation) : Cipher.getInstance(transformation, jdk);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java runtime has no " + transformation, missing);
        }
    }

    /**
     * Makes a message authentication code.
     *
     * @param algorithm for instance {@code HmacSHA512}
     * @return a new instance
     */
    public static Mac mac(String algorithm) {
        try {
            Provider jdk = jdkProvider();
            return jdk == null ? Mac.getInstance(algorithm) : Mac.getInstance(algorithm, jdk);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java runtime has no " + algorithm, missing);
        }
    }

    /**
     * Names the provider AES comes from, for reports.
     *
     * @return the provider's name
     */
    public static String providerName() {
        return cipher(AesGcm.TRANSFORMATION).getProvider().getName();
    }

    /** Tells whether AES comes from the JDK's own provider. */
    static boolean isJdk() {
        return jdkProvider() != null;
    }

    /**
     * Makes a random generator that asks the operating system each time, where the runtime names one that does.
     *
     * @return a new generator
     */
    static java.security.SecureRandom systemRandom() {
        try {
            return java.security.SecureRandom.getInstance("Windows-PRNG", "SunMSCAPI");
        } catch (NoSuchAlgorithmException | NoSuchProviderException notWindows) {
            return new java.security.SecureRandom();
        }
    }

    private static @Nullable Provider jdkProvider() {
        return Security.getProvider(JDK_PROVIDER);
    }
}
