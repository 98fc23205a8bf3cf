// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.newStore;
import static io.duramen.commit.TestStores.put;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.commit.merkle.MerkleProof;
import io.duramen.commit.merkle.Root;
import io.duramen.testkit.SimDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A root with a signature, checked by somebody who knows a public key and nothing else. */
class SignedRootTest {
    private static final String PRIVATE_1 = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00.123456Z");

    private final Ed25519Signer signer = Ed25519Signer.of(hex(PRIVATE_1));

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private SignedRoot signed() {
        UUID store = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
        Root root = Root.parse("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        return SignedRoot.sign(store, 42, root, TIME, signer.publicKey(), signer);
    }

    /** The first three of RFC 8032, 7.1. */
    @ParameterizedTest
    @CsvSource({
        PRIVATE_1
                + ",d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,''"
                + ",e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                + "d25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"
                + ",3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72"
                + ",92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
                + "387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"
                + ",fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82"
                + ",6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
                + "4a7c15e9716ed28dc027beceea1ec40a"
    })
    void keysAndSignaturesAreThoseOfTheRfc(String privateKey, String publicKey, String message, String signature) {
        Ed25519Signer rfc = Ed25519Signer.of(hex(privateKey));

        assertArrayEquals(hex(publicKey), rfc.publicKey());
        assertArrayEquals(hex(signature), rfc.sign(hex(message)));
        assertTrue(Ed25519Signer.verify(hex(publicKey), hex(message), hex(signature)));
        assertFalse(Ed25519Signer.verify(hex(publicKey), hex(message + "00"), hex(signature)));
    }

    @Test
    void aStoresRootIsSignedAndAProofHoldsAgainstIt() {
        SimDisk disk = SimDisk.create();
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            SignedRoot signed = store.signRoot(TIME, signer.publicKey(), signer);
            MerkleProof proof = MerkleProof.parse(store.prove(bytes("a")).toJson());
            SignedRoot received = SignedRoot.parse(signed.toJson());

            assertTrue(received.verify(signer.publicKey()));
            assertTrue(proof.verify(received.root()));
            assertEquals(store.recoveryReport().storeId(), received.storeId());
            assertEquals(store.lsn(), received.lsn());
            assertEquals(TIME, received.time());
        }
    }

    @Test
    void onlyTheKeyTheVerifierBringsCounts() {
        Ed25519Signer other = Ed25519Signer.generated(new SecureRandom());
        SignedRoot mine = signed();
        SignedRoot forged =
                SignedRoot.sign(mine.storeId(), mine.lsn(), mine.root(), mine.time(), other.publicKey(), other);

        assertTrue(forged.verify(other.publicKey()));
        assertFalse(forged.verify(signer.publicKey()));
        String renamed = forged.toJson()
                .replace(
                        HexFormat.of().formatHex(other.publicKey()),
                        HexFormat.of().formatHex(signer.publicKey()));
        assertFalse(SignedRoot.parse(renamed).verify(signer.publicKey()));
        assertFalse(mine.verify(new byte[0]));
    }

    @Test
    void noChangedCharacterIsReadAndVerified() {
        String json = signed().toJson();
        for (int i = 0; i < json.length(); i++) {
            for (char c : new char[] {'0', '1', 'a', ' ', (char) (json.charAt(i) ^ 1)}) {
                if (c == json.charAt(i) || (Character.isWhitespace(c) && Character.isWhitespace(json.charAt(i)))) {
                    continue;
                }
                String changed = json.substring(0, i) + c + json.substring(i + 1);
                assertFalse(verifies(changed), () -> "accepted: " + changed);
            }
        }
    }

    private boolean verifies(String json) {
        try {
            return SignedRoot.parse(json).verify(signer.publicKey());
        } catch (SignedRootFormatException e) {
            return false;
        }
    }

    @Test
    void whatIsSignedBeginsWithALabelOfItsOwn() {
        byte[][] heard = new byte[1][];
        SignedRoot signed = signed();
        SignedRoot.sign(signed.storeId(), signed.lsn(), signed.root(), signed.time(), signer.publicKey(), message -> {
            heard[0] = message;
            return signer.sign(message);
        });
        ByteBuffer expected = ByteBuffer.allocate(87);
        expected.put("duramen/v1 signed root\0".getBytes(StandardCharsets.US_ASCII));
        expected.put(hex("00112233445566778899aabbccddeeff"));
        expected.order(ByteOrder.LITTLE_ENDIAN).putLong(42).put(signed.root().bytes());
        expected.putLong(1_767_225_600_123_456L);

        assertArrayEquals(expected.array(), heard[0]);
        assertFalse(Ed25519Signer.verify(signer.publicKey(), signed.root().bytes(), signed.signature()));
    }

    @Test
    void aSignerThatDoesNotFitItsPublicKeyIsFoundAtOnce() {
        Ed25519Signer other = Ed25519Signer.generated(new SecureRandom());
        SignedRoot signed = signed();

        assertThrows(
                IllegalArgumentException.class,
                () -> SignedRoot.sign(
                        signed.storeId(), signed.lsn(), signed.root(), signed.time(), other.publicKey(), signer));
    }

    @Test
    void anyOtherTextIsRefused() {
        String json = signed().toJson();
        for (String text : new String[] {
            "",
            "{}",
            json + "x",
            json.replace("signed-root-1", "signed-root-2"),
            json.replace("\"lsn\": 42", "\"lsn\": 042"),
            json.replace("\"lsn\": 42", "\"lsn\": 9999999999999999999"),
            json.replace("2026-01-01T00:00:00.123456Z", "2026-01-01T00:00:00.1234567Z"),
            json.replace("2026-01-01T00:00:00.123456Z", "2026-13-01T00:00:00.123456Z"),
            json.replace("2026-01-01T00:00:00.123456Z", "-999999999-01-01T00:00:00Z")
        }) {
            assertThrows(SignedRootFormatException.class, () -> SignedRoot.parse(text), text);
        }
    }

    @Test
    void theExampleOfTheFormatPageIsRight() throws IOException {
        String page = Files.readString(Path.of("..", "..", "docs", "formats", "signed-root.md"))
                .replace("\r\n", "\n");
        int start = page.indexOf("```json\n") + 8;
        String example = page.substring(start, page.indexOf("```", start));

        assertEquals(signed().toJson(), example);
        assertTrue(SignedRoot.parse(example).verify(signer.publicKey()));
    }
}
