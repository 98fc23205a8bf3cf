// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.crypto.SealException;
import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentCipher;
import io.duramen.crypto.SegmentIdentity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A sealing for tests of what stands on the port: real AES-GCM and real codes, but keys from a seed, no keyring, and streams
 * sealed in one piece.
 */
final class TestSealing implements Sealing {
    private final UUID id;
    private final byte[] master;
    private final SplittableRandom random;

    TestSealing(long seed) {
        this.id = new UUID(seed, ~seed);
        this.master = mac(new byte[] {1}, Long.toString(seed).getBytes(StandardCharsets.UTF_8));
        this.random = new SplittableRandom(System.identityHashCode(this));
    }

    private static byte[] mac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] key(String purpose) {
        return mac(master, purpose.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gcm(int mode, byte[] key, byte[] nonce, byte[] data, int offset, int length, byte[]... aad) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
            for (byte[] part : aad) {
                cipher.updateAAD(part);
            }
            return cipher.doFinal(data, offset, length);
        } catch (AEADBadTagException e) {
            throw new Refused("it was altered or belongs elsewhere");
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Something does not open. */
    static final class Refused extends SealException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super("TEST_SEAL", message, Map.of(), null, null);
        }
    }

    private byte[] random(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public synchronized NewSegment newSegment(SegmentIdentity segment) {
        byte[] salt = random(SLOT_BYTES);
        return new NewSegment(new Frames(key(segment + Arrays.toString(salt))), ByteBuffer.wrap(salt));
    }

    @Override
    public SegmentCipher openSegment(SegmentIdentity segment, ByteBuffer slot) {
        byte[] salt = new byte[SLOT_BYTES];
        slot.duplicate().get(salt);
        return new Frames(key(segment + Arrays.toString(salt)));
    }

    @Override
    public OutputStream sealStream(String context, OutputStream out) {
        return new ByteArrayOutputStream() {
            @Override
            public void close() throws IOException {
                byte[] nonce;
                synchronized (TestSealing.this) {
                    nonce = random(12);
                }
                out.write(nonce);
                out.write(gcm(Cipher.ENCRYPT_MODE, key(context), nonce, buf, 0, count));
                out.close();
            }
        };
    }

    @Override
    public InputStream openStream(String context, InputStream in) throws IOException {
        byte[] nonce = in.readNBytes(12);
        byte[] sealed = in.readAllBytes();
        if (nonce.length < 12 || sealed.length < 16) {
            throw new Refused("it was cut off");
        }
        return new ByteArrayInputStream(gcm(Cipher.DECRYPT_MODE, key(context), nonce, sealed, 0, sealed.length));
    }

    @Override
    public byte[] mac(String purpose, byte[] message) {
        return mac(key(purpose), message);
    }

    @Override
    public UUID keyringId() {
        return id;
    }

    @Override
    public long generation() {
        return 1;
    }

    /** The cipher of one segment; the hedge is the frame's number again. */
    private static final class Frames implements SegmentCipher {
        private final byte[] key;

        Frames(byte[] key) {
            this.key = key;
        }

        private static byte[] nonce(long frameNumber) {
            return ByteBuffer.allocate(12)
                    .putInt((int) frameNumber)
                    .putLong(frameNumber)
                    .array();
        }

        private static void put(long frameNumber, byte[] sealed, byte[] out, int at) {
            ByteBuffer.wrap(out).putLong(at, frameNumber);
            System.arraycopy(sealed, 0, out, at + HEDGE_BYTES, sealed.length);
        }

        @Override
        public void seal(
                long frame, byte[] header, byte[] before, byte[] body, int offset, int length, byte[] out, int at) {
            put(frame, gcm(Cipher.ENCRYPT_MODE, key, nonce(frame), body, offset, length, header, before), out, at);
        }

        @Override
        public void authenticate(
                long frame, byte[] header, byte[] before, byte[] body, int offset, int length, byte[] out, int at) {
            put(frame, clear(frame, header, before, body, offset, length), out, at);
        }

        private byte[] clear(long frame, byte[] header, byte[] before, byte[] body, int offset, int length) {
            byte[] plain = Arrays.copyOfRange(body, offset, offset + length);
            byte[] tag = gcm(Cipher.ENCRYPT_MODE, key, nonce(frame), plain, 0, 0, header, before, plain);
            byte[] both = Arrays.copyOf(plain, length + TAG_BYTES);
            System.arraycopy(tag, 0, both, length, TAG_BYTES);
            return both;
        }

        @Override
        public boolean open(
                long frame, byte[] header, byte[] before, byte[] stored, int offset, int length, byte[] out, int at) {
            try {
                int sealed = length - HEDGE_BYTES;
                byte[] body = gcm(
                        Cipher.DECRYPT_MODE, key, nonce(frame), stored, offset + HEDGE_BYTES, sealed, header, before);
                System.arraycopy(body, 0, out, at, body.length);
                return true;
            } catch (Refused e) {
                return false;
            }
        }

        /** Opens a message of nothing, so that no nonce is used to encrypt again. */
        @Override
        public boolean verify(long frame, byte[] header, byte[] before, byte[] stored, int offset, int length) {
            int tagAt = offset + length - TAG_BYTES;
            byte[] plain = Arrays.copyOfRange(stored, offset + HEDGE_BYTES, tagAt);
            try {
                gcm(Cipher.DECRYPT_MODE, key, nonce(frame), stored, tagAt, TAG_BYTES, header, before, plain);
                return true;
            } catch (Refused e) {
                return false;
            }
        }

        @Override
        public void close() {}
    }
}
