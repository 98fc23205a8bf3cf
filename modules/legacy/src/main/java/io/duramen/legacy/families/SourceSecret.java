// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.families;

import io.duramen.crypto.KeyDerivations;
import io.duramen.crypto.SealException;
import io.duramen.crypto.SecretMemories;
import io.duramen.crypto.spi.KeyDerivation;
import io.duramen.crypto.spi.SecretMemory;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The password of a source that is encrypted, and the key that comes of it. The password is asked for only by a family that
 * needs one, and once; it is wiped as soon as the key is there. The key is kept out of the heap, because a source is read
 * again for its report and for the import, and wiped by {@link #close}.
 *
 * <p><b>Thread safety:</b> none; one thread at a time.
 */
public final class SourceSecret implements AutoCloseable {
    private final @Nullable Supplier<char[]> password;
    private final @Nullable KeyDerivation derivation;
    private @Nullable SecretMemory key;

    private SourceSecret(@Nullable Supplier<char[]> password, @Nullable KeyDerivation derivation) {
        this.password = password;
        this.derivation = derivation;
    }

    /**
     * Prepares a secret.
     *
     * @param password gives the password, which is wiped after its use; {@code null} if there is none
     * @param derivation makes keys of passwords; {@code null} for the best provider there is
     * @return the secret, to be closed
     */
    public static SourceSecret of(@Nullable Supplier<char[]> password, @Nullable KeyDerivation derivation) {
        return new SourceSecret(password, derivation);
    }

    /**
     * Prepares none, for a source that is not encrypted.
     *
     * @return a secret without a password
     */
    public static SourceSecret none() {
        return new SourceSecret(null, null);
    }

    /**
     * Tells whether there is a password to ask for.
     *
     * @return {@code true} if so
     */
    public boolean isThere() {
        return password != null;
    }

    /**
     * Tells whether a key was derived, which is to say that the source is encrypted.
     *
     * @return {@code true} if so, also after {@link #close}
     */
    public boolean isUsed() {
        return key != null;
    }

    /**
     * Asks for the password and derives the key.
     *
     * @param made makes a key of a password in UTF-8, as it was typed; both arrays are wiped afterwards
     * @throws IllegalStateException if there is no password
     * @throws SealException if there is nothing that makes keys of passwords
     */
    public void derive(BiFunction<KeyDerivation, byte[], byte[]> made) {
        if (password == null) {
            throw new IllegalStateException("there is no password to derive a key from");
        }
        KeyDerivation provider =
                derivation != null ? derivation : KeyDerivations.best().orElseThrow(SourceSecret::missing);
        char[] typed = password.get();
        byte[] utf8 = utf8(typed);
        Arrays.fill(typed, '\0');
        byte[] derived = {};
        try {
            derived = made.apply(provider, utf8);
            key = SecretMemories.best().protect(derived);
        } finally {
            Arrays.fill(utf8, (byte) 0);
            Arrays.fill(derived, (byte) 0);
        }
    }

    private static byte[] utf8(char[] text) {
        ByteBuffer room = ByteBuffer.allocate(text.length * 3);
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(text), room, true);
        byte[] encoded = Arrays.copyOf(room.array(), room.position());
        Arrays.fill(room.array(), (byte) 0);
        return encoded;
    }

    private static SealException missing() {
        return new SealException(
                "KDF_MISSING",
                "there is no provider of Argon2id to derive the key of the source with",
                Map.of("expected", "a provider of KeyDerivation", "found", "none"),
                "put duramen-seal on the path",
                null);
    }

    /**
     * Copies the key out.
     *
     * @return a new array, to be wiped
     * @throws IllegalStateException if none was derived, or this is closed
     */
    public byte[] key() {
        if (key == null) {
            throw new IllegalStateException("no key was derived");
        }
        return key.copy();
    }

    /** Wipes the key. Closing twice does nothing. */
    @Override
    public void close() {
        if (key != null) {
            key.close();
        }
    }

    @Override
    public String toString() {
        return "SourceSecret";
    }
}
