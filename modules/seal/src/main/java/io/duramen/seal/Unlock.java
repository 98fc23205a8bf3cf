// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.crypto.SealException;
import io.duramen.seal.keyring.Credential;
import io.duramen.seal.token.Token;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Map;

/**
 * What opens a keyring: a password, a recovery key, a raw key, a device or a token. Good for one call: the call it is passed to
 * wipes it, whether it succeeds or not.
 *
 * <p><b>Thread safety:</b> safe for use from any thread; the first use wins.
 */
public final class Unlock implements AutoCloseable {
    private static final int RAW_KEY_BYTES = 32;

    private final Credential credential;
    private boolean used;

    private Unlock(Credential credential) {
        this.credential = credential;
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
            return new Unlock(new Credential.Password(Arrays.copyOf(room, utf8.position())));
        } catch (CharacterCodingException notText) {
            throw new IllegalArgumentException("the password holds half a surrogate pair, which is no text");
        } finally {
            Arrays.fill(normal, '\0');
            Arrays.fill(room, (byte) 0);
        }
    }

    /**
     * A recovery key.
     *
     * @param key the key; not altered, close it after this call
     * @return what opens a keyring
     */
    public static Unlock recoveryKey(RecoveryKey key) {
        return new Unlock(new Credential.Recovery(key.copy()));
    }

    /**
     * A key that the embedding program keeps: 32 bytes from a generator of random numbers, not from a person.
     *
     * @param key 32 bytes; copied and not altered, wipe them after this call
     * @return what opens a keyring
     * @throws IllegalArgumentException if there are more or fewer bytes, or all are equal
     */
    public static Unlock rawKey(byte[] key) {
        boolean equal = true;
        for (byte b : key) {
            equal &= b == key[0];
        }
        if (key.length != RAW_KEY_BYTES || equal) {
            throw new IllegalArgumentException("a raw key is " + RAW_KEY_BYTES + " random bytes, not " + key.length
                    + (equal ? " equal ones" : ""));
        }
        return new Unlock(new Credential.RawKey(key.clone()));
    }

    /**
     * The key of a device that was enrolled.
     *
     * @param key the key; not altered, close it after this call
     * @return what opens a keyring
     * @throws io.duramen.crypto.SealException with code {@code DEVICE_NOT_ENROLLED} if the device was not
     */
    public static Unlock device(DeviceKey key) {
        Enrolment at = key.enrolment();
        if (at == null) {
            throw new SealException(
                    "DEVICE_NOT_ENROLLED",
                    "the device key " + key.file() + " is enrolled in no keyring",
                    Map.of("file", key.file().toString()),
                    "let somebody who can open the keyring enrol it: duramen keys add --device " + key.publicKey()
                            + " DIR",
                    null);
        }
        return device(at, key.privateKey());
    }

    /** A device; the private key is handed over. */
    static Unlock device(Enrolment at, byte[] privateKey) {
        return new Unlock(new Credential.Device(at.keyringId(), at.deviceId(), privateKey, at.senderPublicKey()));
    }

    /**
     * A PKCS#11 token, which is logged in to now and out of when the keyring is open.
     *
     * @param library the token's PKCS#11 library
     * @param slotIndex which of the library's slots, from 0, in the order in which it lists them
     * @param pin the user's PIN; not altered
     * @return what opens a keyring
     * @throws io.duramen.crypto.KeyRefusedException if the token refuses the PIN; most lock after a few tries
     * @throws io.duramen.crypto.SealException with code {@code TOKEN_UNAVAILABLE} if there is no such library, slot or token
     */
    public static Unlock pkcs11(Path library, int slotIndex, char[] pin) {
        return new Unlock(new Credential.OnToken(Token.logIn(library, slotIndex, pin)));
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

    /** Hands the credential over, to be closed by the caller. */
    synchronized Credential take() {
        if (used) {
            throw new IllegalStateException("this Unlock was used or closed; make a new one");
        }
        used = true;
        return credential;
    }

    /** Wipes the secret unless it was used. Closing twice does nothing. */
    @Override
    public synchronized void close() {
        if (!used) {
            used = true;
            credential.close();
        }
    }

    @Override
    public String toString() {
        return "Unlock[" + credential + "]";
    }
}
