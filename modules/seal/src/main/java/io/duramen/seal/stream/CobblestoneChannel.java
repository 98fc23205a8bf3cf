// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.stream;

import io.duramen.crypto.SealException;
import io.duramen.seal.primitive.AesGcm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.AEADBadTagException;

/**
 * Reads a Cobblestone-256 message at any place. Bytes come out only after their chunk was found authentic, and the last chunk is
 * looked at first, so that a message that was cut off is refused before anything is read of it.
 *
 * <p><b>Thread safety:</b> none.
 */
public final class CobblestoneChannel implements SeekableByteChannel {
    private static final int HEAD_BYTES = Cobblestone.SALT_BYTES + Cobblestone.COMMITMENT_BYTES;

    private final FileChannel in;
    private final long at;
    private final String name;
    private final Cobblestone message;
    private final long size;
    private final byte[] plain = new byte[Cobblestone.CHUNK_BYTES];
    private final byte[] sealed = new byte[Cobblestone.SEALED_CHUNK_BYTES];
    private long loaded = -1;
    private int end;
    private long position;
    private boolean closed;

    /**
     * Begins to read a message that a file ends with; checks its commitment and its last chunk.
     *
     * @param in the file; closed with this
     * @param at where in it the message begins
     * @param inputKey 32 bytes; not altered
     * @param context what the message is, as bytes
     * @param name the file, for errors
     * @throws IOException if {@code in} fails
     * @throws SealException if the message is cut off or altered, or its commitment does not fit key and context
     */
    public CobblestoneChannel(FileChannel in, long at, byte[] inputKey, byte[] context, String name)
            throws IOException {
        this.in = in;
        this.at = at;
        this.name = name;
        byte[] head = new byte[HEAD_BYTES];
        if (readAt(head, HEAD_BYTES, at) < HEAD_BYTES) {
            throw damaged("is cut off in its first bytes", 0);
        }
        this.message = Cobblestone.derive(inputKey, Arrays.copyOf(head, Cobblestone.SALT_BYTES), context);
        byte[] commitment = Arrays.copyOfRange(head, Cobblestone.SALT_BYTES, HEAD_BYTES);
        if (!MessageDigest.isEqual(message.commitment(), commitment)) {
            message.close();
            throw damaged("commits to another key or to another context, or was altered in its first bytes", 0);
        }
        long chunks = in.size() - at - HEAD_BYTES;
        long last = chunks / Cobblestone.SEALED_CHUNK_BYTES;
        long rest = chunks % Cobblestone.SEALED_CHUNK_BYTES;
        if (rest < AesGcm.TAG_BYTES) {
            message.close();
            throw damaged("is cut off", last);
        }
        this.size = last * Cobblestone.CHUNK_BYTES + rest - AesGcm.TAG_BYTES;
        boolean done = false;
        try {
            load(last);
            done = true;
        } finally {
            if (!done) {
                message.close();
            }
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        int done = 0;
        while (target.hasRemaining() && position < size) {
            load(position / Cobblestone.CHUNK_BYTES);
            int from = (int) (position % Cobblestone.CHUNK_BYTES);
            int n = Math.min(target.remaining(), end - from);
            target.put(plain, from, n);
            position += n;
            done += n;
        }
        return done == 0 && target.hasRemaining() ? -1 : done;
    }

    private void load(long chunk) throws IOException {
        if (chunk == loaded) {
            return;
        }
        long from = at + HEAD_BYTES + chunk * Cobblestone.SEALED_CHUNK_BYTES;
        int expected = (int) Math.min(Cobblestone.SEALED_CHUNK_BYTES, sealedEnd() - from);
        loaded = -1;
        int n = readAt(sealed, expected, from);
        try {
            if (n < expected) {
                throw damaged("became shorter while it was read", chunk);
            }
            end = message.openChunk(chunk, sealed, n, plain);
            loaded = chunk;
        } catch (AEADBadTagException notAuthentic) {
            throw damaged("was altered or cut off", chunk);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM failed to open a chunk", impossible);
        }
    }

    private long sealedEnd() {
        long last = size / Cobblestone.CHUNK_BYTES;
        return at + HEAD_BYTES + size + (last + 1) * AesGcm.TAG_BYTES;
    }

    private int readAt(byte[] target, int length, long from) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(target, 0, length);
        while (buffer.hasRemaining()) {
            if (in.read(buffer, from + buffer.position()) < 0) {
                break;
            }
        }
        return buffer.position();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        if (newPosition < 0) {
            throw new IllegalArgumentException("a position is not negative: " + newPosition);
        }
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        message.close();
        Arrays.fill(plain, (byte) 0);
        in.close();
    }

    private SealException damaged(String what, long chunk) {
        long offset = at + HEAD_BYTES + chunk * Cobblestone.SEALED_CHUNK_BYTES;
        return new SealException(
                "STREAM_DAMAGED",
                "the sealed file " + name + " " + what + " (chunk " + chunk + ", byte " + offset + ")",
                Map.of("file", name, "chunk", chunk, "offset", chunk == 0 ? at : offset),
                "take another copy of it, or have it made again",
                null);
    }
}
