// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.primitive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.duramen.testkit.Seeds;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.crypto.KeyAgreement;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.digests.SHA512tDigest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.RFC3394WrapEngine;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two implementations that share no line of code agree on random cases. */
class AgreementWithBouncyCastleTest {
    private static final int CASES = 300;

    @Test
    @Tag("S3.18")
    void gcmAgrees() {
        Seeds.run(CASES, random -> {
            byte[] keyAndNonce = bytes(random, 44);
            byte[] bound = bytes(random, random.nextInt(200));
            byte[] plain = bytes(random, random.nextInt(2000));

            byte[] ours = AesGcm.seal(keyAndNonce, bound, plain);

            assertArrayEquals(bouncyCastleGcm(keyAndNonce, bound, plain), ours);
            assertArrayEquals(plain, AesGcm.open(keyAndNonce, bound, ours));
            ours[random.nextInt(ours.length)] ^= (byte) (1 << random.nextInt(8));
            assertNull(AesGcm.open(keyAndNonce, bound, ours));
        });
    }

    @Test
    @Tag("S3.19")
    void keyWrapAgrees() {
        Seeds.run(CASES, random -> {
            byte[] wrappingKey = bytes(random, 32);
            byte[] key = bytes(random, 16 + 8 * random.nextInt(10));
            RFC3394WrapEngine engine = new RFC3394WrapEngine(AESEngine.newInstance());
            engine.init(true, new KeyParameter(wrappingKey));

            byte[] ours = AesKeyWrap.wrap(wrappingKey, key);

            assertArrayEquals(engine.wrap(key, 0, key.length), ours);
            assertArrayEquals(key, AesKeyWrap.unwrap(wrappingKey, ours));
            ours[random.nextInt(ours.length)] ^= (byte) (1 << random.nextInt(8));
            assertNull(AesKeyWrap.unwrap(wrappingKey, ours));
        });
    }

    @Test
    @Tag("S3.19")
    void hkdfAgrees() {
        Seeds.run(CASES, random -> {
            byte[] key = bytes(random, 32 + random.nextInt(64));
            byte[] info = bytes(random, random.nextInt(150));
            byte[] theirs = new byte[1 + random.nextInt(400)];
            HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA512Digest());
            generator.init(HKDFParameters.skipExtractParameters(key, info));
            generator.generateBytes(theirs, 0, theirs.length);

            assertArrayEquals(theirs, Hkdf.expand(key, info, theirs.length));
        });
    }

    /** What devices are sealed to comes from Bouncy Castle; the JDK computes the same. */
    @Test
    @Tag("S3.21")
    void keyAgreementOnCurve25519Agrees() {
        Seeds.run(CASES, random -> {
            X25519PrivateKeyParameters one = new X25519PrivateKeyParameters(bytes(random, 32), 0);
            X25519PublicKeyParameters other = new X25519PrivateKeyParameters(bytes(random, 32), 0).generatePublicKey();
            byte[] theirs = new byte[32];
            one.generateSecret(other, theirs, 0);
            KeyFactory keys = KeyFactory.getInstance("X25519");
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, one.getEncoded())));

            agreement.doPhase(
                    keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, number(other.getEncoded()))),
                    true);

            assertArrayEquals(theirs, agreement.generateSecret());
        });
    }

    /** A coordinate is written with its lowest byte first. */
    private static BigInteger number(byte[] littleEndian) {
        byte[] reversed = new byte[littleEndian.length];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = littleEndian[reversed.length - 1 - i];
        }
        return new BigInteger(1, reversed);
    }

    @Test
    void theAuthenticationCodeAgrees() {
        Seeds.run(CASES, random -> {
            byte[] root = bytes(random, 32);
            byte[] message = bytes(random, random.nextInt(500));
            Info info = Info.of("a purpose");
            HMac mac = new HMac(new SHA512tDigest(256));
            mac.init(new KeyParameter(Hkdf.expand(root, info.toBytes(), 32)));
            mac.update(message, 0, message.length);
            byte[] theirs = new byte[32];
            mac.doFinal(theirs, 0);

            assertArrayEquals(theirs, Authenticator.code(root, info, message, message.length));
        });
    }

    private static byte[] bouncyCastleGcm(byte[] keyAndNonce, byte[] bound, byte[] plain) throws Exception {
        GCMModeCipher cipher = GCMBlockCipher.newInstance(AESEngine.newInstance());
        cipher.init(
                true,
                new AEADParameters(
                        new KeyParameter(Arrays.copyOf(keyAndNonce, 32)),
                        128,
                        Arrays.copyOfRange(keyAndNonce, 32, 44),
                        bound));
        byte[] out = new byte[cipher.getOutputSize(plain.length)];
        int n = cipher.processBytes(plain, 0, plain.length, out, 0);
        cipher.doFinal(out, n);
        return out;
    }

    private static byte[] bytes(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
