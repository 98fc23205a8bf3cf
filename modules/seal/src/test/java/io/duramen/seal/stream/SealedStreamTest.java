// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.duramen.crypto.SealException;
import io.duramen.testkit.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SealedStreamTest {
    private static final byte[] KEY = new byte[32];
    private static final byte[] SALT = new byte[24];
    private static final byte[] CONTEXT = {1, 2, 3};

    @Test
    void whatIsWrittenInAnyPiecesIsReadInAnyPieces() {
        Seeds.run(60, random -> {
            byte[] plain = bytes(random, random.nextInt(3 * Cobblestone.CHUNK_BYTES));
            byte[] salt = bytes(random, SALT.length);
            ByteArrayOutputStream stored = new ByteArrayOutputStream();
            try (OutputStream out = new CobblestoneOutputStream(stored, KEY, salt, CONTEXT)) {
                for (int at = 0; at < plain.length; ) {
                    int n = Math.min(plain.length - at, 1 + random.nextInt(9000));
                    if (n == 1) {
                        out.write(plain[at]);
                    } else {
                        out.write(plain, at, n);
                    }
                    out.flush();
                    at += n;
                }
            }
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            try (InputStream in = open(stored.toByteArray())) {
                byte[] piece = new byte[7000];
                for (int n = in.read(); n >= 0; n = in.read()) {
                    read.write(n);
                    int more = in.read(piece, 0, 1 + random.nextInt(piece.length));
                    read.write(piece, 0, Math.max(0, more));
                }
            }
            assertArrayEquals(plain, read.toByteArray());
        });
    }

    @Test
    @Tag("S3.18")
    @Tag("S3.13")
    void aMessageCutOffAnywhereCannotBeReadComplete() throws Exception {
        byte[] whole = seal(new byte[Cobblestone.CHUNK_BYTES + 10]);
        for (int length = 0; length < whole.length; length += length < 200 ? 1 : 97) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(SealException.class, () -> readAll(cut), "cut to " + length);
        }
        byte[] atTheBorder = Arrays.copyOf(whole, 56 + Cobblestone.SEALED_CHUNK_BYTES);
        assertThrows(SealException.class, () -> readAll(atTheBorder));
    }

    @Test
    @Tag("S3.18")
    void everyFlippedByteIsFound() throws Exception {
        byte[] whole = seal(new byte[300]);
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x10;
            assertThrows(SealException.class, () -> readAll(flipped), "byte " + at);
        }
    }

    @Test
    void aMessageThatFailedHalfWayGetsNoEnd() throws Exception {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new AssertionError("bytes come in arrays");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (stored.size() > Cobblestone.CHUNK_BYTES) {
                    throw new IOException("no space");
                }
                stored.write(bytes, offset, length);
            }
        };
        OutputStream out = new CobblestoneOutputStream(full, KEY, SALT, CONTEXT);
        out.write(new byte[Cobblestone.CHUNK_BYTES]);
        assertThrows(IOException.class, () -> out.write(new byte[Cobblestone.CHUNK_BYTES]));
        assertThrows(IOException.class, () -> out.write(1));
        out.close();
        out.close();

        assertEquals(56 + Cobblestone.SEALED_CHUNK_BYTES, stored.size());
        assertThrows(SealException.class, () -> readAll(stored.toByteArray()));
    }

    @Test
    void aClosedStreamGivesAndTakesNothing() throws Exception {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        OutputStream out = new CobblestoneOutputStream(stored, KEY, SALT, CONTEXT);
        out.write(new byte[10]);
        out.close();
        assertThrows(IOException.class, () -> out.write(1));
        InputStream in = open(stored.toByteArray());
        assertEquals(0, in.read());
        assertEquals(9, in.available());
        in.close();
        assertThrows(IOException.class, in::read);
    }

    private static byte[] seal(byte[] plain) throws IOException {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (OutputStream out = new CobblestoneOutputStream(stored, KEY, SALT, CONTEXT)) {
            out.write(plain);
        }
        return stored.toByteArray();
    }

    private static InputStream open(byte[] message) throws IOException {
        return new CobblestoneInputStream(new ByteArrayInputStream(message), KEY, CONTEXT, "test");
    }

    private static byte[] readAll(byte[] message) throws IOException {
        try (InputStream in = open(message)) {
            return in.readAllBytes();
        }
    }

    private static byte[] bytes(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
