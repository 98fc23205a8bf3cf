// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.stream;

import io.duramen.seal.primitive.AesGcm;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.Cipher;

/** Writes a Cobblestone-256 message. Only {@link #close} writes the end; without it the message cannot be read complete. */
public final class CobblestoneOutputStream extends OutputStream {
    private final OutputStream out;
    private final Cobblestone message;
    private final byte[] plain = new byte[Cobblestone.CHUNK_BYTES];
    private final byte[] sealed = new byte[Cobblestone.SEALED_CHUNK_BYTES];
    private int filled;
    private boolean failed;
    private boolean closed;

    /**
     * Begins a message.
     *
     * @param out receives it
     * @param inputKey 32 random bytes; not altered
     * @param salt 24 bytes, never used before with this key
     * @param context what the message is
     * @throws IOException if {@code out} fails
     */
    public CobblestoneOutputStream(OutputStream out, byte[] inputKey, byte[] salt, byte[] context) throws IOException {
        this.out = out;
        this.message = Cobblestone.derive(inputKey, salt, context);
        out.write(salt);
        out.write(message.commitment());
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        requireUsable();
        int at = offset;
        int left = length;
        while (left > 0) {
            int n = Math.min(left, plain.length - filled);
            System.arraycopy(bytes, at, plain, filled, n);
            filled += n;
            at += n;
            left -= n;
            if (filled == plain.length) {
                writeChunk();
            }
        }
    }

    /** Passes on what is sealed; an unfinished chunk stays here, because a short one would mean the end. */
    @Override
    public void flush() throws IOException {
        requireUsable();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (OutputStream toClose = out) {
            if (!failed) {
                writeChunk();
                toClose.flush();
            }
        } finally {
            message.close();
            Arrays.fill(plain, (byte) 0);
        }
    }

    private void writeChunk() throws IOException {
        failed = true; // until it is written: a message that lacks a chunk must not get an end
        try {
            message.nextChunk(Cipher.ENCRYPT_MODE, plain, filled, sealed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM failed to seal a chunk", impossible);
        }
        out.write(sealed, 0, filled + AesGcm.TAG_BYTES);
        filled = 0;
        failed = false;
    }

    private void requireUsable() throws IOException {
        if (closed || failed) {
            throw new IOException(closed ? "the sealed stream is closed" : "the sealed stream failed before");
        }
    }
}
