// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.primitive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.seal.primitive.Hpke.Sealed;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Key pairs of RFC 9180, and that nobody opens what was sealed to another or by another. */
class HpkeTest {
    private static final byte[] INFO = "info".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BOUND = "bound".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MESSAGE = new byte[32];

    private final DeterministicRandom random = new DeterministicRandom(11);
    private final byte[] receiver = random.bytes(32);
    private final byte[] sender = random.bytes(32);

    @Test
    void keyPairsAreDerivedAsInAppendixA1OfTheRfc() {
        byte[] material = hex("6db9df30aa07dd42ee5e8181afdb977e538f5e1fec8a06223f33f7013e525037");
        byte[] privateKey = Hpke.privateKey(material);
        assertEquals(
                "4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8",
                HexFormat.of().formatHex(privateKey));
        assertEquals(
                "3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d",
                HexFormat.of().formatHex(Hpke.publicKey(privateKey)));
    }

    @Test
    @Tag("S3.17")
    void onlyTheReceiverOpensAndOnlyWhatItsSenderSealed() {
        Sealed sealed = Hpke.seal(Hpke.publicKey(receiver), sender, INFO, BOUND, MESSAGE);
        byte[] from = Hpke.publicKey(sender);
        assertArrayEquals(MESSAGE, Hpke.open(receiver, from, INFO, BOUND, sealed));
        assertNull(Hpke.open(sender, from, INFO, BOUND, sealed), "another receiver");
        assertNull(Hpke.open(receiver, Hpke.publicKey(receiver), INFO, BOUND, sealed), "another sender");
        assertNull(Hpke.open(receiver, from, BOUND, BOUND, sealed), "for something else");
        assertNull(Hpke.open(receiver, from, INFO, INFO, sealed), "bound to something else");
    }

    @Test
    void aPointOfLowOrderIsNoPublicKey() {
        byte[] one = new byte[32];
        one[0] = 1;
        for (byte[] low :
                new byte[][] {new byte[32], one, hex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157")
                }) {
            assertFalse(Hpke.isPublicKey(low));
        }
        assertTrue(Hpke.isPublicKey(Hpke.publicKey(receiver)));
    }

    @Test
    void everyAlteredPartIsRefused() {
        Sealed sealed = Hpke.seal(Hpke.publicKey(receiver), sender, INFO, BOUND, MESSAGE);
        byte[] from = Hpke.publicKey(sender);
        assertNull(open(new Sealed(flipped(sealed.encapsulated()), sealed.commitment(), sealed.ciphertext()), from));
        assertNull(open(new Sealed(sealed.encapsulated(), flipped(sealed.commitment()), sealed.ciphertext()), from));
        assertNull(open(new Sealed(sealed.encapsulated(), sealed.commitment(), flipped(sealed.ciphertext())), from));
        assertNull(open(new Sealed(new byte[32], sealed.commitment(), sealed.ciphertext()), from), "low order");
        assertNotNull(open(sealed, from));
    }

    private byte[] open(Sealed sealed, byte[] from) {
        return Hpke.open(receiver, from, INFO, BOUND, sealed);
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] flipped = bytes.clone();
        flipped[3] ^= 1;
        return flipped;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
