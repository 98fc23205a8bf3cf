// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import io.duramen.crypto.spi.KeyDerivation;
import io.duramen.seal.primitive.Info;
import io.duramen.seal.token.Token;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The root key under a key that never leaves a PKCS#11 token. The token's key encrypts once, a random seed; the seed derives
 * the key-encryption key and the commitment, which a token cannot give.
 *
 * @param facts what the slot says of itself
 * @param keyLabel the label of the key in the token
 * @param nonce the nonce of the one encryption
 * @param seed the seed, encrypted by the token, tag last
 * @param key the wrapped root key
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TokenSlot(SlotFacts facts, String keyLabel, byte[] nonce, byte[] seed, WrappedKey key) implements Slot {
    /** The name of this kind of slot in the file. */
    public static final String TYPE = "pkcs11";

    /**
     * Makes a key in the token and a slot under it.
     *
     * @param context what it is made for and with
     * @param facts what it says of itself
     * @param token the token
     * @param rootKey the root key; not altered
     * @return the slot
     */
    public static TokenSlot make(SlotContext context, SlotFacts facts, Token token, byte[] rootKey) {
        UUID keyringId = context.keyringId();
        String keyLabel = "duramen-" + keyringId + "-" + facts.id() + "-" + context.generation();
        byte[] seed = context.random().bytes(WrappedKey.KEY_BYTES);
        byte[] nonce = context.random().bytes(Token.NONCE_BYTES);
        try {
            token.makeKey(keyLabel);
            byte[] sealed = token.encrypt(keyLabel, nonce, header(keyringId, facts.id(), keyLabel), seed);
            WrappedKey key = new KeyedWrap(TYPE, keyringId, facts.id())
                    .wrap(seed, context.generation(), rootKey, context.random());
            return new TokenSlot(facts, keyLabel, nonce, sealed, key);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public byte @Nullable [] open(UUID keyringId, Credential credential, KeyDerivation derivation) {
        if (!(credential instanceof Credential.OnToken onToken)) {
            return null;
        }
        byte[] open = onToken.token().decrypt(keyLabel, nonce, header(keyringId, id(), keyLabel), seed);
        if (open == null) {
            return null;
        }
        try {
            return new KeyedWrap(TYPE, keyringId, id()).unwrap(open, key);
        } finally {
            Arrays.fill(open, (byte) 0);
        }
    }

    private static byte[] header(UUID keyringId, int id, String keyLabel) {
        return Info.of("duramen/v1 slot header")
                .text(TYPE)
                .uuid(keyringId)
                .number32(id)
                .text(keyLabel)
                .toBytes();
    }
}
