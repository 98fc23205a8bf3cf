// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.digests.SHA512tDigest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.RFC3394WrapEngine;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Opens the worked example of {@code docs/formats/keyring.md} as somebody would who has only that page and Bouncy Castle: not
 * one line of Duramen takes part.
 */
class FormatByHandTest {
    private static final UUID LOG = UUID.fromString("01234567-89ab-4cde-8f01-23456789abcd");

    private final String page;
    private final String body;
    private final UUID keyringId;

    FormatByHandTest() throws Exception {
        page = Files.readString(Path.of("..", "..", "docs", "formats", "keyring.md"));
        body = block("keyring-body");
        keyringId = UUID.fromString(field("keyringId", 0));
    }

    @Test
    @Tag("S3.17")
    @Tag("S3.18")
    @Tag("S3.19")
    void thePageIsEnoughToOpenWhatItShows() throws Exception {
        byte[] root = unwrap(0, argon2("duramen", hexField("salt", 0)), text("password"), 8, 1, 1);
        byte[] derived = expand(
                root, join(text("duramen/v1 slot"), text("epoch"), uuid(keyringId), u32(1), hexField("salt", 1)), 64);
        byte[] epoch = unwrap(1, derived, text("epoch"));

        byte[] file = join(hex("keyring-head"), body.getBytes(StandardCharsets.UTF_8), hex("keyring-tail"));
        byte[] macKey = expand(root, join(text("duramen/v1 keyring mac"), uuid(keyringId)), 32);
        assertArrayEquals(
                Arrays.copyOfRange(file, file.length - 32, file.length),
                hmac(macKey, Arrays.copyOf(file, file.length - 32)));

        assertEquals("hello", openFrame(epoch));
        assertEquals("hello", openFile(epoch));
    }

    private String openFrame(byte[] epoch) throws Exception {
        byte[] slot = hex("slot");
        byte[] segment = join(uuid(LOG), u64(1), u32(1));
        byte[] wrapping = expand(epoch, join(text("duramen/v1 segwrap"), segment, part(slot, 0, 56)), 32);
        byte[] dataKey = keyUnwrap(wrapping, part(slot, 56, 96));
        byte[] info = join(text("duramen/v1 stream"), text("AEAD_AES_256_GCM"), part(slot, 32, 56), segment);
        byte[] keys = expand(dataKey, info, 76);
        assertArrayEquals(part(slot, 96, 128), part(keys, 44, 76));

        byte[] frame = hex("frame");
        byte[] nonce = part(keys, 32, 44);
        byte[] number = join(u32(0), part(frame, 0, 8));
        for (int i = 0; i < nonce.length; i++) {
            nonce[i] ^= number[i];
        }
        byte[] bound = join(new byte[64], part(frame, 0, 8), new byte[16]);
        return ascii(gcm(part(keys, 0, 32), nonce, bound, part(frame, 8, frame.length)));
    }

    private String openFile(byte[] epoch) throws Exception {
        byte[] file = hex("stream");
        byte[] context = "example".getBytes(StandardCharsets.UTF_8);
        byte[] info = join(text("duramen/v1 strmwrap"), uuid(keyringId), part(file, 0, 48), context);
        byte[] fileKey = keyUnwrap(expand(epoch, info, 32), part(file, 48, 88));
        byte[] keys = expand(
                fileKey,
                join(text("c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM"), part(file, 96, 120), context),
                76);
        assertArrayEquals(part(file, 120, 152), part(keys, 44, 76));
        return ascii(gcm(part(keys, 0, 32), part(keys, 32, 44), new byte[0], part(file, 152, file.length)));
    }

    /** Unwraps the n-th wrapped key of the body; the numbers are the cost of a slot. */
    private byte[] unwrap(int n, byte[] derived, byte[] type, int... cost) throws Exception {
        assertArrayEquals(hexField("commitment", n), part(derived, 32, 64));
        byte[] once = expand(part(derived, 0, 32), join(text("duramen/v1 wrap"), u64(1), hexField("wrapSalt", n)), 44);
        byte[] header = join(type, uuid(keyringId), u32(1));
        for (int number : cost) {
            header = join(header, u32(number));
        }
        byte[] bound =
                join(text("duramen/v1 slot header"), u64(1), hexField("salt", n), hexField("commitment", n), header);
        return gcm(part(once, 0, 32), part(once, 32, 44), bound, hexField("wrapped", n));
    }

    private byte[] argon2(String password, byte[] salt) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(19)
                .withMemoryAsKB(8)
                .withIterations(1)
                .withParallelism(1)
                .withSalt(salt)
                .withAdditional(join(text("duramen/v1 slot"), uuid(keyringId), u32(1)))
                .build());
        byte[] out = new byte[64];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), out);
        return out;
    }

    private static byte[] expand(byte[] key, byte[] info, int length) {
        HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA512Digest());
        generator.init(HKDFParameters.skipExtractParameters(key, info));
        byte[] out = new byte[length];
        generator.generateBytes(out, 0, length);
        return out;
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        HMac mac = new HMac(new SHA512tDigest(256));
        mac.init(new KeyParameter(key));
        mac.update(message, 0, message.length);
        byte[] out = new byte[32];
        mac.doFinal(out, 0);
        return out;
    }

    private static byte[] gcm(byte[] key, byte[] nonce, byte[] bound, byte[] sealed) throws Exception {
        GCMModeCipher cipher = GCMBlockCipher.newInstance(AESEngine.newInstance());
        cipher.init(false, new AEADParameters(new KeyParameter(key), 128, nonce, bound));
        byte[] out = new byte[cipher.getOutputSize(sealed.length)];
        cipher.doFinal(out, cipher.processBytes(sealed, 0, sealed.length, out, 0));
        return out;
    }

    private static byte[] keyUnwrap(byte[] key, byte[] wrapped) throws Exception {
        RFC3394WrapEngine engine = new RFC3394WrapEngine(AESEngine.newInstance());
        engine.init(false, new KeyParameter(key));
        return engine.unwrap(wrapped, 0, wrapped.length);
    }

    private byte[] hexField(String name, int n) {
        return HexFormat.of().parseHex(field(name, n));
    }

    private String field(String name, int n) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(body);
        for (int i = 0; i <= n; i++) {
            assertEquals(true, matcher.find(), name);
        }
        return matcher.group(1);
    }

    private String block(String name) {
        int start = page.indexOf('\n', page.indexOf("```", page.indexOf("<!-- example: " + name + " -->")));
        return page.substring(start, page.indexOf("```", start)).replaceAll("\\s", "");
    }

    private byte[] hex(String name) {
        return HexFormat.of().parseHex(block(name));
    }

    private static byte[] text(String text) {
        return (text + '\0').getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] uuid(UUID id) {
        return join(u64(id.getMostSignificantBits()), u64(id.getLeastSignificantBits()));
    }

    private static byte[] u32(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    private static byte[] u64(long number) {
        return ByteBuffer.allocate(8).putLong(number).array();
    }

    private static byte[] part(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.write(part, 0, part.length);
        }
        return joined.toByteArray();
    }
}
