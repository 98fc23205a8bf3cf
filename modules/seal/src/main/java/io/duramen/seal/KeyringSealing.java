// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.crypto.KeyEpochs;
import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentCipher;
import io.duramen.crypto.SegmentIdentity;
import io.duramen.seal.frame.SegmentSealer;
import io.duramen.seal.frame.SegmentSlot;
import io.duramen.seal.keyring.KeyringBody;
import io.duramen.seal.primitive.Authenticator;
import io.duramen.seal.primitive.Environment;
import io.duramen.seal.primitive.Info;
import io.duramen.seal.primitive.Rehearsal;
import io.duramen.seal.stream.CobblestoneInputStream;
import io.duramen.seal.stream.CobblestoneOutputStream;
import io.duramen.seal.stream.StreamHeader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an open keyring is for: segments and files are sealed under its active epoch, codes made under its root key. */
final class KeyringSealing implements Sealing {
    private static final int STREAM_SALT_BYTES = 24;

    private final KeyringGenerations generations;
    private final KeyringSecrets secrets;
    private final KeyringEpochs epochs;
    private final Environment environment;
    private final Rehearsal rehearsal = new Rehearsal();

    KeyringSealing(
            KeyringGenerations generations, KeyringSecrets secrets, KeyringEpochs epochs, Environment environment) {
        this.generations = generations;
        this.secrets = secrets;
        this.epochs = epochs;
        this.environment = environment;
    }

    @Override
    public NewSegment newSegment(SegmentIdentity segment) {
        KeyringGenerations.Generation now = generations.current();
        int epoch = now.body().activeEpoch().number();
        epochs.used(segment);
        return secrets.withEpochKey(epoch, key -> SegmentSealer.create(segment, epoch, key, now.number(), environment));
    }

    @Override
    public SegmentCipher openSegment(SegmentIdentity segment, ByteBuffer slot) {
        SegmentSlot parsed = SegmentSlot.parse(segment, slot);
        epochs.check(segment, parsed.epoch());
        return secrets.withEpochKey(parsed.epoch(), key -> SegmentSealer.open(segment, parsed, key, rehearsal));
    }

    @Override
    public OutputStream sealStream(String context, OutputStream out) throws IOException {
        KeyringGenerations.Generation now = generations.current();
        KeyringBody body = now.body();
        int epoch = body.activeEpoch().number();
        byte[] bound = context.getBytes(StandardCharsets.UTF_8);
        byte[] messageKey = environment.random().bytes(StreamHeader.KEY_BYTES);
        try {
            StreamHeader header = secrets.withEpochKey(
                    epoch,
                    key -> StreamHeader.wrap(
                            body.keyringId(), epoch, key, now.number(), bound, messageKey, environment));
            out.write(header.encode());
            byte[] salt = environment.salt(messageKey, 1, STREAM_SALT_BYTES);
            return new CobblestoneOutputStream(out, messageKey, salt, bound);
        } finally {
            Arrays.fill(messageKey, (byte) 0);
        }
    }

    @Override
    public InputStream openStream(String context, InputStream in) throws IOException {
        byte[] bound = context.getBytes(StandardCharsets.UTF_8);
        StreamHeader header = StreamHeader.read(in, context);
        epochs.check(context, header.epoch());
        byte @Nullable [] messageKey =
                secrets.<byte @Nullable []>withEpochKey(header.epoch(), key -> header.unwrap(keyringId(), key, bound));
        if (messageKey == null) {
            throw KeyringEpochs.foreign(context);
        }
        try {
            return new CobblestoneInputStream(in, messageKey, bound, context, rehearsal);
        } finally {
            Arrays.fill(messageKey, (byte) 0);
        }
    }

    @Override
    public int streamHeaderBytes() {
        return StreamHeader.BYTES;
    }

    @Override
    public byte[] mac(String purpose, byte[] message) {
        return secrets.withRootKey(rootKey -> code(rootKey, purpose, message));
    }

    @Override
    public boolean isAuthentic(String purpose, byte[] message, byte[] code) {
        return secrets.anyRootKey(rootKey -> MessageDigest.isEqual(code, code(rootKey, purpose, message)));
    }

    private byte[] code(byte[] rootKey, String purpose, byte[] message) {
        Info info = Info.of("duramen/v1 mac").uuid(keyringId()).raw(purpose.getBytes(StandardCharsets.UTF_8));
        return Authenticator.code(rootKey, info, message, message.length);
    }

    @Override
    public UUID keyringId() {
        return generations.body().keyringId();
    }

    @Override
    public long generation() {
        return generations.current().number();
    }

    @Override
    public Optional<KeyEpochs> epochs() {
        return Optional.of(epochs);
    }
}
