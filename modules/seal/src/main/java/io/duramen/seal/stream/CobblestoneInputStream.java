// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.stream;

import io.duramen.crypto.SealException;
import io.duramen.seal.primitive.AesGcm;
import io.duramen.seal.primitive.Rehearsal;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Cobblestone-256 message. Bytes come out only after their chunk was found authentic; the end is reported only where
 * the message ends. After the first error every read throws it again.
 */
public final class CobblestoneInputStream extends InputStream {
    private final InputStream in;
    private final String context;
    private final Rehearsal rehearsal;
    private final Cobblestone message;
    private final byte[] plain = new byte[Cobblestone.CHUNK_BYTES];
    private final byte[] sealed = new byte[Cobblestone.SEALED_CHUNK_BYTES];
    private int next;
    private int end;
    private long chunks;
    private boolean last;
    private @Nullable SealException failure;
    private boolean closed;

    /**
     * Begins to read a message; checks its commitment before anything is decrypted.
     *
     * @param in gives the message
     * @param inputKey 32 bytes; not altered
     * @param context what the message is, as bytes
     * @param name what the message is, for errors
     * @throws IOException if {@code in} fails
     * @throws SealException if the message is cut off or its commitment does not fit key and context
     */
    public CobblestoneInputStream(InputStream in, byte[] inputKey, byte[] context, String name) throws IOException {
        this(in, inputKey, context, name, new Rehearsal());
    }

    /**
     * Begins to read one of many messages.
     *
     * @param in gives the message
     * @param inputKey 32 bytes; not altered
     * @param context what the message is, as bytes
     * @param name what the message is, for errors
     * @param rehearsal what the readers of all of them have in common
     * @throws IOException if {@code in} fails
     * @throws SealException if the message is cut off or its commitment does not fit key and context
     */
    public CobblestoneInputStream(InputStream in, byte[] inputKey, byte[] context, String name, Rehearsal rehearsal)
            throws IOException {
        this.in = in;
        this.context = name;
        this.rehearsal = rehearsal;
        byte[] salt = in.readNBytes(Cobblestone.SALT_BYTES);
        byte[] commitment = in.readNBytes(Cobblestone.COMMITMENT_BYTES);
        if (commitment.length < Cobblestone.COMMITMENT_BYTES) {
            throw damaged("is cut off in its first bytes", 0);
        }
        this.message = Cobblestone.derive(inputKey, salt, context);
        if (!MessageDigest.isEqual(message.commitment(), commitment)) {
            message.close();
            throw damaged("commits to another key or to another context, or was altered in its first bytes", 0);
        }
    }

    @Override
    public int read() throws IOException {
        return fill() ? plain[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int n = Math.min(length, end - next);
        System.arraycopy(plain, next, target, offset, n);
        next += n;
        return n;
    }

    @Override
    public int available() {
        return end - next;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        message.close();
        next = 0;
        end = 0;
        Arrays.fill(plain, (byte) 0);
        in.close();
    }

    private boolean fill() throws IOException {
        if (closed) {
            throw new IOException("the sealed stream is closed");
        }
        if (failure != null) {
            throw failure;
        }
        while (next == end) {
            if (last) {
                return false;
            }
            readChunk();
        }
        return true;
    }

    private void readChunk() throws IOException {
        int n = in.readNBytes(sealed, 0, sealed.length);
        if (n < AesGcm.TAG_BYTES) {
            failure = damaged("is cut off", chunks);
            throw failure;
        }
        rehearsal.before(n);
        try {
            end = message.nextChunk(Cipher.DECRYPT_MODE, sealed, n, plain);
            next = 0;
            last = n < sealed.length;
            chunks++;
        } catch (AEADBadTagException notAuthentic) {
            next = 0;
            end = 0;
            failure = damaged("was altered or cut off", chunks);
            throw failure;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM failed to open a chunk", impossible);
        }
    }

    private SealException damaged(String what, long chunk) {
        long offset = Cobblestone.SALT_BYTES + Cobblestone.COMMITMENT_BYTES + chunk * Cobblestone.SEALED_CHUNK_BYTES;
        return new SealException(
                "STREAM_DAMAGED",
                "the sealed stream \"" + context + "\" " + what + " (chunk " + chunk + ", byte " + offset
                        + " of the message)",
                Map.of("context", context, "chunk", chunk, "offset", chunk == 0 ? 0L : offset),
                "keep the file as it is and run: duramen verify",
                null);
    }
}
