// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.crash;

import io.duramen.crypto.KeyEpochs;
import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentCipher;
import io.duramen.crypto.SegmentIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Passes everything on to another sealing, and fails if a frame is sealed under a key and nonce that were used before. */
final class NonceWatch implements Sealing {
    private final Sealing sealing;
    private final Map<ByteBuffer, String> keys = new HashMap<>(); // by the wrapped key that stands in the slot
    private final Set<String> used = new HashSet<>();

    NonceWatch(Sealing sealing) {
        this.sealing = sealing;
    }

    int sealed() {
        return used.size();
    }

    int keys() {
        return keys.size();
    }

    /** Notes that a frame was sealed; the hedge stands at the start of what came out. */
    void use(String key, long frameNumber, byte[] out, int outOffset) {
        byte[] hedge = Arrays.copyOfRange(out, outOffset, outOffset + SegmentCipher.HEDGE_BYTES);
        if (!used.add(key + " " + frameNumber + " " + Arrays.toString(hedge))) {
            throw new AssertionError("frame " + frameNumber + " was sealed twice under one nonce of " + key);
        }
    }

    @Override
    public NewSegment newSegment(SegmentIdentity segment) {
        NewSegment made = sealing.newSegment(segment);
        byte[] slot = new byte[SLOT_BYTES];
        made.slot().duplicate().get(slot);
        String key = "key " + (keys.size() + 1);
        if (keys.putIfAbsent(ByteBuffer.wrap(slot), key) != null) {
            throw new AssertionError("two segments were given one key");
        }
        return new NewSegment(new WatchedCipher(made.cipher(), key), made.slot());
    }

    @Override
    public SegmentCipher openSegment(SegmentIdentity segment, ByteBuffer slot) {
        return sealing.openSegment(segment, slot); // it opens only: the sealing contract holds it to that
    }

    @Override
    public OutputStream sealStream(String context, OutputStream out) throws IOException {
        return sealing.sealStream(context, out);
    }

    @Override
    public InputStream openStream(String context, InputStream in) throws IOException {
        return sealing.openStream(context, in);
    }

    @Override
    public byte[] mac(String purpose, byte[] message) {
        return sealing.mac(purpose, message);
    }

    @Override
    public int streamHeaderBytes() {
        return sealing.streamHeaderBytes();
    }

    @Override
    public Optional<KeyEpochs> epochs() {
        return sealing.epochs();
    }

    @Override
    public boolean isAuthentic(String purpose, byte[] message, byte[] code) {
        return sealing.isAuthentic(purpose, message, code);
    }

    @Override
    public UUID keyringId() {
        return sealing.keyringId();
    }

    @Override
    public long generation() {
        return sealing.generation();
    }

    private final class WatchedCipher implements SegmentCipher {
        private final SegmentCipher cipher;
        private final String key;

        WatchedCipher(SegmentCipher cipher, String key) {
            this.cipher = cipher;
            this.key = key;
        }

        @Override
        public void seal(
                long frameNumber,
                byte[] header,
                byte[] previousTag,
                byte[] body,
                int offset,
                int length,
                byte[] out,
                int at) {
            cipher.seal(frameNumber, header, previousTag, body, offset, length, out, at);
            use(key, frameNumber, out, at);
        }

        @Override
        public void authenticate(
                long frameNumber,
                byte[] header,
                byte[] previousTag,
                byte[] body,
                int offset,
                int length,
                byte[] out,
                int at) {
            cipher.authenticate(frameNumber, header, previousTag, body, offset, length, out, at);
            use(key, frameNumber, out, at);
        }

        @Override
        public boolean open(
                long frameNumber,
                byte[] header,
                byte[] previousTag,
                byte[] stored,
                int offset,
                int length,
                byte[] out,
                int at) {
            return cipher.open(frameNumber, header, previousTag, stored, offset, length, out, at);
        }

        @Override
        public boolean verify(
                long frameNumber, byte[] header, byte[] previousTag, byte[] stored, int offset, int length) {
            return cipher.verify(frameNumber, header, previousTag, stored, offset, length);
        }

        @Override
        public void close() {
            cipher.close();
        }
    }
}
