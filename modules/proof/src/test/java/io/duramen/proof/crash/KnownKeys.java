// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.crash;

import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentCipher;
import io.duramen.crypto.SegmentIdentity;
import io.duramen.seal.frame.SegmentSealer;
import io.duramen.seal.frame.SegmentSlot;
import io.duramen.seal.primitive.Environment;
import io.duramen.seal.primitive.Hkdf;
import io.duramen.seal.primitive.Info;
import io.duramen.seal.primitive.KernelRandom;
import io.duramen.seal.primitive.RandomSource;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Seals segments as a keyring does, and tells their keys, as somebody does who was given them and then sent away. */
final class KnownKeys implements Sealing, AutoCloseable {
    private static final byte[] EPOCH_KEY = new byte[32];
    private static final int KEY_BYTES = 32;

    private final KernelRandom kernel = KernelRandom.open();
    private final Map<Long, byte[]> streamKeys = new HashMap<>();

    /** The key of a segment's frames. */
    byte[] streamKey(long segment) {
        return streamKeys.get(segment);
    }

    @Override
    public NewSegment newSegment(SegmentIdentity segment) {
        FirstBytes dataKey = new FirstBytes();
        Environment watched = new Environment(dataKey, Clock.systemUTC(), System::nanoTime, new byte[0]);
        NewSegment made = SegmentSealer.create(segment, 1, EPOCH_KEY, 1, watched);
        byte[] info = Info.of("duramen/v1 stream")
                .text("AEAD_AES_256_GCM")
                .raw(SegmentSlot.parse(segment, made.slot().duplicate()).salt())
                .uuid(segment.logId())
                .number64(segment.segmentNumber())
                .number32(segment.formatMajor())
                .toBytes();
        streamKeys.put(segment.segmentNumber(), Hkdf.expand(dataKey.first, info, KEY_BYTES));
        return made;
    }

    @Override
    public SegmentCipher openSegment(SegmentIdentity segment, ByteBuffer slot) {
        return SegmentSealer.open(segment, SegmentSlot.parse(segment, slot), EPOCH_KEY);
    }

    @Override
    public OutputStream sealStream(String context, OutputStream out) {
        throw new UnsupportedOperationException("a log has no streams");
    }

    @Override
    public InputStream openStream(String context, InputStream in) {
        throw new UnsupportedOperationException("a log has no streams");
    }

    @Override
    public byte[] mac(String purpose, byte[] message) {
        throw new UnsupportedOperationException("a log has no codes");
    }

    @Override
    public UUID keyringId() {
        return new UUID(3, 4);
    }

    @Override
    public long generation() {
        return 1;
    }

    @Override
    public void close() {
        kernel.close();
    }

    /** The kernel's bytes; the first that are asked for become the segment's data key. */
    private final class FirstBytes implements RandomSource {
        private byte[] first = {};

        @Override
        public void nextBytes(byte[] target, int offset, int length) {
            kernel.nextBytes(target, offset, length);
            if (first.length == 0) {
                first = Arrays.copyOfRange(target, offset, offset + length);
            }
        }

        @Override
        public void close() {}
    }
}
