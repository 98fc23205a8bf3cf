// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import io.duramen.seal.token.Token;
import java.util.Arrays;
import java.util.UUID;

/** What opens a slot. Whoever holds one closes it, which wipes it. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public sealed interface Credential extends AutoCloseable {

    /** Wipes what is secret. Closing twice does nothing. */
    @Override
    void close();

    /**
     * A password.
     *
     * @param utf8 its bytes
     */
    record Password(byte[] utf8) implements Credential {
        @Override
        public void close() {
            Arrays.fill(utf8, (byte) 0);
        }

        @Override
        public String toString() {
            return "password";
        }
    }

    /**
     * A recovery key.
     *
     * @param key 32 bytes
     */
    record Recovery(byte[] key) implements Credential {
        @Override
        public void close() {
            Arrays.fill(key, (byte) 0);
        }

        @Override
        public String toString() {
            return "recovery key";
        }
    }

    /**
     * A key that an embedding program keeps.
     *
     * @param key 32 bytes
     */
    record RawKey(byte[] key) implements Credential {
        @Override
        public void close() {
            Arrays.fill(key, (byte) 0);
        }

        @Override
        public String toString() {
            return "raw key";
        }
    }

    /**
     * A device.
     *
     * @param keyringId the keyring it was enrolled in
     * @param id its number there
     * @param privateKey its private key
     * @param sender the public key of whoever seals to it
     */
    record Device(UUID keyringId, int id, byte[] privateKey, byte[] sender) implements Credential {
        @Override
        public void close() {
            Arrays.fill(privateKey, (byte) 0);
        }

        @Override
        public String toString() {
            return "device " + id;
        }
    }

    /**
     * A token somebody has logged in to.
     *
     * @param token the token
     */
    record OnToken(Token token) implements Credential {
        @Override
        public void close() {
            token.close();
        }

        @Override
        public String toString() {
            return "token";
        }
    }
}
