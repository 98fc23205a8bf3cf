// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.primitive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Texts of BIP 350, and every error of one character. */
class Bech32mTest {
    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

    @Test
    void theValidTextsOfTheSpecificationAreReadAndWritten() {
        assertArrayEquals(new byte[0], Bech32m.decode("a", "a1lqfn3a".toCharArray()));
        assertEquals("a1lqfn3a", new String(Bech32m.encode("a", new byte[0])));
        assertArrayEquals(new byte[0], Bech32m.decode("?", "?1v759aa".toCharArray()));
        String split = "split1checkupstagehandshakeupstreamerranterredcaperredlc445v";
        byte[] bytes = Bech32m.decode("split", split.toCharArray());
        assertNotNull(bytes);
        assertEquals(split, new String(Bech32m.encode("split", bytes)));
    }

    @Test
    void theInvalidTextsOfTheSpecificationAreRefused() {
        assertNull(Bech32m.decode("m", "m1rl9rf3t".toCharArray()), "another checksum");
        assertNull(Bech32m.decode("y", "y1b0jsk6g".toCharArray()), "a character that is none");
        assertNull(Bech32m.decode("lt", "lt1igcx5c0".toCharArray()), "a character that is none");
        assertNull(Bech32m.decode("in", "in1muywd".toCharArray()), "too short");
        String older = "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w";
        assertNull(Bech32m.decode("split", older.toCharArray()), "Bech32 of BIP 173");
    }

    @Test
    void everyWrongCharacterAndEverySwapIsFound() {
        byte[] key = new byte[32];
        new Random(5).nextBytes(key);
        char[] right = Bech32m.encode("duramen", key);
        assertArrayEquals(key, Bech32m.decode("duramen", right));
        for (int at = "duramen1".length(); at < right.length; at++) {
            for (int i = 0; i < ALPHABET.length(); i++) {
                char other = ALPHABET.charAt(i);
                if (other != right[at]) {
                    char[] wrong = right.clone();
                    wrong[at] = other;
                    assertNull(Bech32m.decode("duramen", wrong), "character " + at);
                }
            }
            if (at + 1 < right.length && right[at] != right[at + 1]) {
                char[] swapped = right.clone();
                swapped[at] = right[at + 1];
                swapped[at + 1] = right[at];
                assertNull(Bech32m.decode("duramen", swapped), "swapped " + at);
            }
        }
    }

    @Test
    void bytesOfEveryLengthComeBack() {
        Random random = new Random(6);
        for (int length = 0; length < 40; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertArrayEquals(bytes, Bech32m.decode("x", Bech32m.encode("x", bytes)));
        }
    }
}
