// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * What opens a keyring, good for one call: the call it is passed to wipes it, whether it succeeds or not.
 *
 * <p><b>Thread safety:</b> safe for use from any thread; the first use wins.
 */
public final class Unlock implements AutoCloseable {
    private final byte[] secret;
    private boolean used;

    private Unlock(byte[] secret) {
        this.secret = secret;
    }

    /**
     * A password. It is taken in Unicode normalisation form C, so that it does not matter which keyboard typed an accented
     * letter.
     *
     * <p>The array is copied and not altered; wipe it after this call. A password of ASCII characters is never held in a
     * {@link String}; for others the JDK's normaliser makes one that only the garbage collector removes.
     *
     * @param password the password, not empty
     * @return what opens a keyring
     * @throws IllegalArgumentException if the password is empty or holds half a surrogate pair
     */
    public static Unlock password(char[] password) {
        if (password.length == 0) {
            throw new IllegalArgumentException("the password is empty");
        }
        char[] normal = normalised(password);
        byte[] room = new byte[normal.length * 3];
        try {
            ByteBuffer utf8 = ByteBuffer.wrap(room);
            CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPORT);
            CoderResult result = encoder.encode(CharBuffer.wrap(normal), utf8, true);
            if (result.isError()) {
                result.throwException();
            }
            return new Unlock(Arrays.copyOf(room, utf8.position()));
        } catch (CharacterCodingException notText) {
            throw new IllegalArgumentException("the password holds half a surrogate pair, which is no text");
        } finally {
            Arrays.fill(normal, '\0');
            Arrays.fill(room, (byte) 0);
        }
    }

    private static char[] normalised(char[] password) {
        for (char c : password) {
            if (c > 0x7f) {
                return Normalizer.normalize(CharBuffer.wrap(password), Normalizer.Form.NFC)
                        .toCharArray();
            }
        }
        return password.clone();
    }

    /** Hands the secret over to be wiped by the caller. */
    synchronized byte[] take() {
        if (used) {
            throw new IllegalStateException("this Unlock was used or closed; make a new one");
        }
        byte[] taken = secret.clone();
        close();
        return taken;
    }

    /** Wipes the secret. Closing twice does nothing. */
    @Override
    public synchronized void close() {
        used = true;
        Arrays.fill(secret, (byte) 0);
    }

    @Override
    public String toString() {
        return "Unlock[password]";
    }
}
