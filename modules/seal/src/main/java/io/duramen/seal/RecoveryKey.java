// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.crypto.SealException;
import io.duramen.seal.primitive.Bech32m;
import io.duramen.seal.primitive.RandomSource;
import java.util.Arrays;
import java.util.Map;

/**
 * A key to be printed and locked away: 256 random bits as letters and digits in groups, with the checksum of Bech32m (BIP 350),
 * so that a slip of the pen is told from a wrong key.
 *
 * <p><b>Thread safety:</b> safe for use from any thread.
 */
public final class RecoveryKey implements AutoCloseable {
    /** The size of the key in bytes. */
    static final int BYTES = 32;

    private static final String PREFIX = "duramen";
    private static final int GROUP = 4;

    private final byte[] key;

    private RecoveryKey(byte[] key) {
        this.key = key;
    }

    static RecoveryKey generate(RandomSource random) {
        return new RecoveryKey(random.bytes(BYTES));
    }

    /**
     * Reads a key that somebody typed. Upper and lower case, spaces, line breaks and hyphens do not matter.
     *
     * @param text what was typed; not altered
     * @return the key
     * @throws SealException with code {@code RECOVERY_KEY_MISTYPED} if it is no recovery key or a character is wrong; whether
     *     it is the right key only a keyring can tell
     */
    public static RecoveryKey parse(char[] text) {
        char[] plain = new char[text.length];
        int length = 0;
        for (char c : text) {
            if (!Character.isWhitespace(c) && c != '-') {
                plain[length++] = c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
            }
        }
        char[] compact = Arrays.copyOf(plain, length);
        byte[] key = Bech32m.decode(PREFIX, compact);
        Arrays.fill(plain, '\0');
        Arrays.fill(compact, '\0');
        if (key == null || key.length != BYTES) {
            throw new SealException(
                    "RECOVERY_KEY_MISTYPED",
                    "this is no recovery key, or a character of it is wrong: its checksum does not fit",
                    Map.of("expected", PREFIX + "1, 58 letters and digits", "found", length + " characters"),
                    "compare it with the print, group by group; the letters b, i, o and the digit 1 occur only in its beginning",
                    null);
        }
        return new RecoveryKey(key);
    }

    /**
     * Returns the key as it is printed: {@code duramen1} and groups of {@value #GROUP} characters.
     *
     * @return the text, to be wiped
     */
    public char[] text() {
        char[] compact = Bech32m.encode(PREFIX, key);
        int body = PREFIX.length() + 1;
        int groups = (compact.length - body + GROUP - 1) / GROUP;
        char[] text = new char[compact.length + groups];
        System.arraycopy(compact, 0, text, 0, body);
        int at = body;
        for (int i = body; i < compact.length; i++) {
            if ((i - body) % GROUP == 0) {
                text[at++] = ' ';
            }
            text[at++] = compact[i];
        }
        Arrays.fill(compact, '\0');
        return text;
    }

    byte[] copy() {
        return key.clone();
    }

    /** Wipes the key. Closing twice does nothing. */
    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
    }

    @Override
    public String toString() {
        return "RecoveryKey";
    }
}
