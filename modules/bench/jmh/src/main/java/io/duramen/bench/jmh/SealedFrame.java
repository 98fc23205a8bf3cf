// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.jmh;

import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentCipher;
import io.duramen.crypto.SegmentIdentity;
import io.duramen.seal.frame.SegmentSealer;
import io.duramen.seal.primitive.Environment;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.zip.CRC32C;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A body of random bytes, and what the log does to seal a frame of it: what {@code SegmentWriter} calls, in its order, with the
 * cipher of {@code modules/seal}. Beside it AES-256-GCM alone, with as much associated data, on heap arrays and direct buffers.
 */
@State(Scope.Thread)
public class SealedFrame {
    private static final int HEADER_BYTES = 64;
    private static final int ASSOCIATED_BYTES = HEADER_BYTES + SegmentCipher.HEDGE_BYTES + SegmentCipher.TAG_BYTES;
    private static final int TAG_BITS = SegmentCipher.TAG_BYTES * 8;

    /** The size of the body. */
    @Param({"256", "1024", "4096"})
    public int bytes;

    private final Environment environment = Environment.ofThisProcess();
    private final CRC32C crc = new CRC32C();
    private final byte[] salt = new byte[8];
    private final byte[] tag = new byte[SegmentCipher.TAG_BYTES];
    private final byte[] authenticated = new byte[HEADER_BYTES];
    private final byte[] associated = new byte[ASSOCIATED_BYTES];
    private final byte[] nonce = new byte[12];
    private final SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
    private SegmentCipher cipher;
    private Cipher gcm;
    private MessageDigest digest;
    private byte[] body;
    private byte[] out;
    private ByteBuffer directBody;
    private ByteBuffer directOut;
    private long frames;

    /**
     * Makes a key and the buffers.
     *
     * @throws GeneralSecurityException if the JDK has no AES-GCM
     */
    @Setup(Level.Trial)
    public void prepare() throws GeneralSecurityException {
        SegmentIdentity segment = new SegmentIdentity(new UUID(1, 2), 1, 1);
        cipher = SegmentSealer.create(segment, 1, new byte[32], 1, environment).cipher();
        gcm = Cipher.getInstance("AES/GCM/NoPadding");
        digest = MessageDigest.getInstance("SHA-256");
        body = new byte[bytes];
        new SplittableRandom(1).nextBytes(body);
        out = new byte[HEADER_BYTES + bytes + Sealing.FRAME_OVERHEAD];
        directBody = ByteBuffer.allocateDirect(bytes).put(body);
        directOut = ByteBuffer.allocateDirect(bytes + SegmentCipher.TAG_BYTES);
    }

    /** Forgets the key. */
    @TearDown(Level.Trial)
    public void forget() {
        cipher.close();
        environment.random().close();
    }

    /** All of it; returns the checksum of the header. */
    int frame() {
        int stored = bytes + Sealing.FRAME_OVERHEAD;
        System.arraycopy(out, 0, authenticated, 0, HEADER_BYTES);
        cipher.seal(frames++, authenticated, tag, body, 0, bytes, out, HEADER_BYTES);
        int checksum = checksum(stored);
        digest.update(out, 0, HEADER_BYTES + stored);
        System.arraycopy(out, HEADER_BYTES + stored - tag.length, tag, 0, tag.length);
        return checksum;
    }

    int checksum() {
        return checksum(bytes + Sealing.FRAME_OVERHEAD);
    }

    private int checksum(int stored) {
        crc.reset();
        crc.update(out, HEADER_BYTES, stored);
        int ofTheBody = (int) crc.getValue();
        crc.reset();
        crc.update(salt, 0, salt.length);
        crc.update(out, 8, HEADER_BYTES - 8);
        return (int) crc.getValue() ^ ofTheBody;
    }

    MessageDigest hash() {
        digest.update(out, 0, out.length);
        return digest;
    }

    int heap() throws GeneralSecurityException {
        begin();
        return gcm.doFinal(body, 0, bytes, out, HEADER_BYTES + SegmentCipher.HEDGE_BYTES);
    }

    int direct() throws GeneralSecurityException {
        begin();
        return gcm.doFinal(directBody.rewind(), directOut.clear());
    }

    /** Another nonce each time, as a cipher asks for. */
    private void begin() throws GeneralSecurityException {
        long number = frames++;
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[i] = (byte) (number >>> (8 * i));
        }
        gcm.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
        gcm.updateAAD(associated);
    }
}
