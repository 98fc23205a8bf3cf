// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.SealException;
import io.duramen.seal.primitive.DeterministicRandom;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RecoveryKeyTest {
    private final RecoveryKey key = RecoveryKey.generate(new DeterministicRandom(2));
    private final String printed = new String(key.text());

    @Test
    void itIsPrintedInGroupsOfFour() {
        assertTrue(printed.matches("duramen1( [02-9ac-hj-np-z]{4}){14} [02-9ac-hj-np-z]{2}"), printed);
    }

    @Test
    void howItIsTypedDoesNotMatter() {
        for (String typed : new String[] {
            printed,
            printed.replace(" ", ""),
            printed.replace(' ', '-'),
            printed.toUpperCase(Locale.ROOT),
            "  " + printed.replace(" ", "\n\t") + "\r\n"
        }) {
            assertArrayEquals(key.copy(), RecoveryKey.parse(typed.toCharArray()).copy());
        }
    }

    @Test
    void everyMistypedCharacterIsToldFromAWrongKey() {
        for (int at = 0; at < printed.length(); at++) {
            if (printed.charAt(at) == ' ') {
                continue;
            }
            char[] typed = printed.toCharArray();
            typed[at] = typed[at] == 'q' ? 'p' : 'q';
            assertMistyped(new String(typed));
            assertMistyped(printed.substring(0, at) + printed.substring(at + 1));
        }
        assertMistyped("");
        assertMistyped("duramen1");
        assertMistyped("correct horse battery staple");
        assertMistyped(printed + "\u0000");
        assertMistyped("q".repeat(1_000_000));
    }

    @Test
    void whatIsClosedIsWiped() {
        key.close();
        key.close();
        assertArrayEquals(new byte[32], key.copy());
        assertEquals("RecoveryKey", key.toString());
    }

    private static void assertMistyped(String typed) {
        SealException refused = assertThrows(SealException.class, () -> RecoveryKey.parse(typed.toCharArray()));
        assertEquals("RECOVERY_KEY_MISTYPED", refused.code());
    }
}
