// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.Sealing.NewSegment;
import io.duramen.crypto.SegmentCipher;
import io.duramen.crypto.SegmentIdentity;
import io.duramen.testkit.SimDisk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The worked example of {@code docs/formats/keyring.md} is what the code writes, given the same random bytes, and what it
 * reads: the page, the golden file and the code cannot drift apart.
 */
class FormatPageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "formats", "keyring.md");
    private static final SegmentIdentity SEGMENT =
            new SegmentIdentity(UUID.fromString("01234567-89ab-4cde-8f01-23456789abcd"), 1, 1);
    private static final byte[] HEADER = new byte[64];
    private static final byte[] NO_TAG = new byte[16];
    private static final byte[] BODY = "hello".getBytes(StandardCharsets.US_ASCII);
    private static final String CONTEXT = "example";

    private String page;

    @BeforeEach
    void readThePage() throws IOException {
        page = Files.readString(PAGE);
    }

    @Test
    void theKeyringOfTheExampleIsTheGoldenFileAndWhatTheCodeWrites() throws IOException {
        ByteArrayOutputStream example = new ByteArrayOutputStream();
        example.write(hex("keyring-head"));
        example.write(block("keyring-body").replaceAll("\\s", "").getBytes(StandardCharsets.UTF_8));
        example.write(hex("keyring-tail"));
        byte[] golden;
        try (InputStream in = FormatPageTest.class.getResourceAsStream("/golden/keyring-1.bin")) {
            golden = in.readAllBytes();
        }
        SimDisk disk = SimDisk.create();
        make(disk).close();

        assertEquals(text(golden), text(disk.bytes("keyring")), "the code writes another file than the golden one");
        assertEquals(text(golden), text(example.toByteArray()), "the page shows another file than the golden one");
        assertArrayEquals(golden, disk.bytes("keyring.bak"));
    }

    @Test
    void theSegmentAndTheFrameOfTheExampleAreWhatTheCodeWrites() {
        byte[] stored = new byte[BODY.length + 24];
        byte[] slot;
        try (Keyring keyring = make(SimDisk.create())) {
            NewSegment made = keyring.newSegment(SEGMENT);
            slot = made.slot().array();
            made.cipher().seal(0, HEADER, NO_TAG, BODY, 0, BODY.length, stored, 0);
            made.cipher().close();
        }
        ByteBuffer shown = ByteBuffer.allocate(512).put(hex("slot")).put(508, hex("slot-crc"));
        assertEquals(hexText(slot), hexText(shown.array()));
        assertEquals(hexText(stored), hexText(hex("frame")));
    }

    @Test
    void theSealedFileOfTheExampleIsWhatTheCodeWrites() throws IOException {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        try (Keyring keyring = make(SimDisk.create())) {
            try (OutputStream out = keyring.sealStream(CONTEXT, sealed)) {
                out.write(BODY);
            }
        }
        assertEquals(hexText(sealed.toByteArray()), hexText(hex("stream")));
    }

    @Test
    void everythingInTheExampleIsReadBack() throws IOException {
        SimDisk disk = SimDisk.create();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(hex("keyring-head"));
        file.write(block("keyring-body").replaceAll("\\s", "").getBytes(StandardCharsets.UTF_8));
        file.write(hex("keyring-tail"));
        TestFiles.write(disk, "keyring", file.toByteArray());
        ByteBuffer slot = ByteBuffer.allocate(512).put(hex("slot")).put(508, hex("slot-crc"));

        try (Keyring keyring = TestKeyrings.open(disk, "duramen")) {
            byte[] stored = hex("frame");
            byte[] body = new byte[BODY.length];
            try (SegmentCipher cipher = keyring.openSegment(SEGMENT, slot.clear())) {
                assertTrue(cipher.open(0, HEADER, NO_TAG, stored, 0, stored.length, body, 0));
            }
            assertArrayEquals(BODY, body);
            try (InputStream in = keyring.openStream(CONTEXT, new ByteArrayInputStream(hex("stream")))) {
                assertArrayEquals(BODY, in.readAllBytes());
            }
        }
    }

    private static Keyring make(SimDisk disk) {
        return Keyring.create(
                disk, TestKeyrings.password("duramen"), TestKeyrings.QUICK, TestKeyrings.fixedEnvironment());
    }

    /** The lines of the block that follows the mark of this name. */
    private String block(String name) {
        int mark = page.indexOf("<!-- example: " + name + " -->");
        assertTrue(mark >= 0, "the page has no example " + name);
        int start = page.indexOf('\n', page.indexOf("```", mark)) + 1;
        return page.substring(start, page.indexOf("```", start));
    }

    private byte[] hex(String name) {
        return HexFormat.of().parseHex(block(name).replaceAll("\\s", ""));
    }

    private static String hexText(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Readable in a failure message: the body is text, what surrounds it is not. */
    private static String text(byte[] file) {
        int tail = file.length - 64;
        return hexText(java.util.Arrays.copyOf(file, 32)) + "\n"
                + new String(file, 32, tail - 32, StandardCharsets.UTF_8) + "\n"
                + hexText(java.util.Arrays.copyOfRange(file, tail, file.length));
    }
}
