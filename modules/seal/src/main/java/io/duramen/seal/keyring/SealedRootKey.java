// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import io.duramen.seal.primitive.Hpke;
import io.duramen.seal.primitive.Info;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The root key sealed to a public key by HPKE in its authenticated mode. The sender has a key pair of its own for each slot: the
 * holder knows its public key, its private key stands here under the root key. So the root key can be replaced without the
 * holder, and who has only the files cannot put one of his own in its place.
 *
 * @param generation the keyring's generation when it was sealed
 * @param publicKey the holder's public key, 32 bytes
 * @param sender the sender's private key, wrapped under the root key
 * @param salt 32 random bytes, new each time
 * @param sealed the root key
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SealedRootKey(long generation, byte[] publicKey, WrappedKey sender, byte[] salt, Hpke.Sealed sealed) {
    /** The size of the ciphertext in bytes: a key and a tag. */
    static final int CIPHERTEXT_BYTES = WrappedKey.WRAPPED_BYTES;

    private static final String SENDER = "sender";

    /** Seals a root key to a new holder. */
    static SealedRootKey make(
            SlotContext context, String type, int id, byte[] publicKey, byte[] sender, byte[] rootKey) {
        byte[] salt = context.random().bytes(WrappedKey.SALT_BYTES);
        long generation = context.generation();
        Hpke.Sealed sealed = Hpke.seal(
                publicKey,
                sender,
                info(type, context.keyringId(), id, generation, salt),
                header(type, context.keyringId(), id, generation, publicKey),
                rootKey);
        WrappedKey wrapped =
                new KeyedWrap(SENDER, context.keyringId(), id).wrap(rootKey, generation, sender, context.random());
        return new SealedRootKey(generation, publicKey, wrapped, salt, sealed);
    }

    /** Returns the sender's private key, to be wiped. */
    byte[] senderKey(UUID keyringId, int id, byte[] rootKey) {
        byte[] senderKey = new KeyedWrap(SENDER, keyringId, id).unwrap(rootKey, sender);
        if (senderKey == null) {
            throw new IllegalStateException("the keyring is authentic, and yet the sender of slot " + id + " is not");
        }
        return senderKey;
    }

    /** Seals another root key to the same holder. */
    SealedRootKey resealed(SlotContext context, String type, int id, byte[] oldRootKey, byte[] newRootKey) {
        byte[] senderKey = senderKey(context.keyringId(), id, oldRootKey);
        try {
            return make(context, type, id, publicKey, senderKey, newRootKey);
        } finally {
            Arrays.fill(senderKey, (byte) 0);
        }
    }

    /** Returns the root key, to be wiped, or {@code null} if it was sealed to or by somebody else, or altered. */
    byte @Nullable [] open(String type, UUID keyringId, int id, byte[] privateKey, byte[] senderPublicKey) {
        return Hpke.open(
                privateKey,
                senderPublicKey,
                info(type, keyringId, id, generation, salt),
                header(type, keyringId, id, generation, Hpke.publicKey(privateKey)),
                sealed);
    }

    private static byte[] info(String type, UUID keyringId, int id, long generation, byte[] salt) {
        return Info.of("duramen/v1 slot")
                .text(type)
                .uuid(keyringId)
                .number64(generation)
                .number32(id)
                .raw(salt)
                .toBytes();
    }

    private static byte[] header(String type, UUID keyringId, int id, long generation, byte[] publicKey) {
        return Info.of("duramen/v1 slot header")
                .number64(generation)
                .text(type)
                .uuid(keyringId)
                .number32(id)
                .raw(publicKey)
                .toBytes();
    }

    @Override
    public String toString() {
        return "SealedRootKey[generation " + generation + "]";
    }
}
