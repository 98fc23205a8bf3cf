// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.KeyRefusedException;
import io.duramen.crypto.SealException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** A file with a keyring of its own, read at any place. */
class SealedExportFileTest {
    private static final int CHUNK = 16 * 1024;

    @TempDir
    private Path temp;

    private Path file;

    @BeforeEach
    void nameIt() {
        file = temp.resolve("sealed");
    }

    private static Unlock password() {
        return TestKeyrings.password(TestKeyrings.PASSWORD);
    }

    private byte[] sealed(byte[] plain) throws IOException {
        try (OutputStream out = SealedExport.seal(Files.newOutputStream(file), password(), TestKeyrings.QUICK)) {
            out.write(plain);
        }
        return Files.readAllBytes(file);
    }

    private SealedExport open() throws IOException {
        return SealedExport.open(file, password(), TestKeyrings.QUICK);
    }

    private static byte[] bytes(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void everyPlaceIsReadAsItWasWritten(TestReporter reporter) throws IOException {
        long seed = Long.getLong("duramen.seed", System.nanoTime());
        reporter.publishEntry("seed", Long.toString(seed));
        SplittableRandom random = new SplittableRandom(seed);
        for (int length : new int[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 5}) {
            byte[] plain = bytes(random, length);
            sealed(plain);
            try (SealedExport export = open();
                    SeekableByteChannel channel = export.read()) {
                assertEquals(length, channel.size());
                for (int i = 0; i < 50; i++) {
                    int from = random.nextInt(length + 1);
                    ByteBuffer read = ByteBuffer.allocate(random.nextInt(2 * CHUNK) + 1);
                    int n = channel.position(from).read(read);
                    int expected = Math.min(read.capacity(), length - from);
                    assertEquals(expected == 0 ? -1 : expected, n);
                    assertArrayEquals(
                            Arrays.copyOfRange(plain, from, from + expected), Arrays.copyOf(read.array(), expected));
                    assertEquals((long) from + expected, channel.position());
                }
            }
        }
    }

    @Test
    @Tag("S3.17")
    void whatItWasSealedWithOpensItAndNothingElse() throws IOException {
        sealed(new byte[10]);
        assertThrows(
                KeyRefusedException.class,
                () -> SealedExport.open(file, TestKeyrings.password("mistyped"), TestKeyrings.QUICK));

        byte[] raw = bytes(new SplittableRandom(1), 32);
        try (OutputStream out =
                SealedExport.seal(Files.newOutputStream(file), Unlock.rawKey(raw), TestKeyrings.QUICK)) {
            out.write(7);
        }
        SealedExport.open(file, Unlock.rawKey(raw), TestKeyrings.QUICK).close();
        assertThrows(KeyRefusedException.class, this::open);
    }

    @Test
    @Tag("S3.13")
    void whatIsCutOffBetweenTwoChunksIsFoundBeforeAnythingIsRead() throws IOException {
        byte[] whole = sealed(new byte[2 * CHUNK + 100]);
        int messageEnd = whole.length - (100 + 16);
        for (int end : new int[] {messageEnd, messageEnd - (CHUNK + 16), messageEnd + 15}) {
            Files.write(file, Arrays.copyOf(whole, end));
            try (SealedExport export = open()) {
                SealException cut = assertThrows(SealException.class, export::read);
                assertEquals("STREAM_DAMAGED", cut.code());
                assertTrue(String.valueOf(cut.getMessage()).contains("is cut off"), cut.getMessage());
            }
        }
    }

    @Test
    @Tag("S3.51")
    void aClosedOneGivesNothingAndNoneIsWritten() throws IOException {
        sealed(new byte[10]);
        SealedExport export = open();
        SeekableByteChannel channel = export.read();
        assertThrows(NonWritableChannelException.class, () -> channel.write(ByteBuffer.allocate(1)));
        assertThrows(NonWritableChannelException.class, () -> channel.truncate(0));
        assertThrows(IllegalArgumentException.class, () -> channel.position(-1));
        channel.close();
        assertFalse(channel.isOpen());
        assertThrows(ClosedChannelException.class, () -> channel.read(ByteBuffer.allocate(1)));
        export.close();
        assertThrows(IllegalStateException.class, export::read);
    }

    @Test
    void itIsToldByItsFirstBytes() throws IOException {
        sealed(new byte[10]);
        assertTrue(SealedExport.isOne(file));
        Files.write(
                file, "{\"key\":\"a\",\"value\":\"b\"}\n".repeat(9).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertFalse(SealedExport.isOne(file));
        Files.write(file, new byte[3]);
        assertFalse(SealedExport.isOne(file));
    }
}
