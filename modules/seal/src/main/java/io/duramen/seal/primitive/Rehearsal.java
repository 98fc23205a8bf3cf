// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.primitive;

import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Makes a JVM that reads much in few large messages compile its AES-GCM. The JDK's is fast only once the methods that call its
 * machine code are compiled, which takes thousands of calls; a GiB in frames of a MiB makes a thousand, and would be read by
 * plain Java, more than ten times slower.
 *
 * <p>So for what is read in large messages, as much again is sealed and opened in small ones: zeros, under keys made for it and
 * thrown away. It begins once {@value #FREE_BYTES} bytes were read, so that who reads little pays nothing, and is over after
 * {@value #ROUNDS} messages. See {@code docs/decisions/0027-a-keyring-rehearses-before-it-reads-much.md}.
 *
 * <p><b>Thread safety:</b> safe for use from any thread; while one rehearses, the others read on.
 */
public final class Rehearsal {
    static final int LARGE_BYTES = 16 << 10;
    static final int FREE_BYTES = 8 << 20;
    static final int ROUNDS = 1024;

    private static final int ROUNDS_AT_LEAST = 16; // at once: each time there is a new key
    private static final int TAG_BITS = AesGcm.TAG_BYTES * 8;
    private static final int BLOCK_BYTES = 16;
    private static final int ASSOCIATED_BYTES = 64;
    private static final int PIECES = 32;
    private static final int PIECE_BYTES = 35 * BLOCK_BYTES; // the JDK has another way for less than 512 bytes

    private final AtomicLong read = new AtomicLong();
    private final ReentrantLock rehearsing = new ReentrantLock();
    private volatile int rounds;

    /** Begins with nothing read. */
    public Rehearsal() {}

    /**
     * Notes that a message is about to be opened, and rehearses if it is time to.
     *
     * @param bytes the message's length
     */
    public void before(int bytes) {
        if (bytes < LARGE_BYTES || rounds >= ROUNDS) {
            return;
        }
        long owed = (read.addAndGet(bytes) - FREE_BYTES) / LARGE_BYTES;
        if (owed - rounds < ROUNDS_AT_LEAST || !Jce.isJdk() || !rehearsing.tryLock()) {
            return;
        }
        try {
            int upTo = Math.max(rounds, (int) Math.min(owed, ROUNDS)); // another may have gone further meanwhile
            rehearse(upTo - rounds);
            rounds = upTo;
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("AES-GCM failed to rehearse", failed);
        } finally {
            rehearsing.unlock();
        }
    }

    /** Seals each message in pieces, which makes many calls, and opens it as frames are opened. */
    private static void rehearse(int rounds) throws GeneralSecurityException {
        byte[] random = new byte[AesGcm.KEY_BYTES];
        Jce.systemRandom().nextBytes(random);
        byte[] nonce = new byte[AesGcm.NONCE_BYTES];
        byte[] zeros = new byte[PIECE_BYTES];
        byte[] sealed = new byte[(PIECES + 1) * PIECE_BYTES];
        byte[] opened = new byte[sealed.length];
        Cipher cipher = Jce.cipher(AesGcm.TRANSFORMATION);
        try (ShortLivedKey key = new ShortLivedKey("AES", random, 0, random.length)) {
            for (int round = 0; round < rounds; round++) {
                nonce[0] = (byte) round;
                nonce[1] = (byte) (round >>> 8);
                cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
                cipher.updateAAD(zeros, 0, ASSOCIATED_BYTES);
                int length = 0;
                for (int piece = 0; piece < PIECES; piece++) {
                    length += cipher.update(zeros, 0, PIECE_BYTES - piece % 4 * BLOCK_BYTES, sealed, length);
                }
                // of many lengths, none included: what is compiled for one length is thrown away at the next
                length += cipher.doFinal(zeros, 0, round % 40, sealed, length);
                cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
                cipher.updateAAD(zeros, 0, ASSOCIATED_BYTES);
                cipher.doFinal(sealed, 0, length, opened, 0);
            }
        }
    }

    @Override
    public String toString() {
        return "Rehearsal[" + rounds + " of " + ROUNDS + "]";
    }
}
