// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.duramen.testkit.Seeds;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** A frame header that one use of a file wrote is none under the salt of any later use. */
class SaltsTest {

    @Test
    void eachUseOfAFileCountsTheChecksumOfItsSaltOn() {
        Seeds.run(1000, random -> {
            long salt = random.nextLong();
            int first = Salts.checksum(salt);
            for (int use = 1; use <= 20; use++) {
                long fresh = random.nextLong();
                salt = Salts.after(salt, fresh);
                assertEquals(first + use * Salts.STEP, Salts.checksum(salt));
                assertEquals((int) fresh, (int) salt);
            }
        });
    }

    @Test
    void noHeaderOfOneUseIsAHeaderOfAnother() {
        Seeds.run(1000, random -> {
            long salt = random.nextLong();
            byte[] header = new byte[SegmentLayout.FRAME_HEADER_BYTES];
            random.nextBytes(header);
            FrameHeader.put(header, 0, 128, random.nextLong(), 1, 0, 0, random.nextLong(), 9000, 64, 1);
            byte[] seed = new byte[Long.BYTES];
            Bytes.putLong(seed, 0, salt);
            int unused = FrameHeader.complete(header, 0, random.nextInt(), new CRC32C(), seed);
            assertNotNull(FrameHeader.decode(header, 0, salt, 9000));
            for (int use = 1; use <= 20; use++) {
                salt = Salts.after(salt, random.nextLong());
                assertNull(FrameHeader.decode(header, 0, salt, 9000));
            }
        });
    }

    @Test
    void noFlippedBitMakesAnOldHeaderValidAgain() {
        Seeds.run(20, random -> {
            long salt = random.nextLong();
            byte[] header = new byte[SegmentLayout.FRAME_HEADER_BYTES];
            FrameHeader.put(header, 0, 128, random.nextInt(1 << 30), 1, 0, 0, random.nextInt(1000), 9000, 64, 1);
            byte[] seed = new byte[Long.BYTES];
            Bytes.putLong(seed, 0, salt);
            int unused = FrameHeader.complete(header, 0, random.nextInt(), new CRC32C(), seed);
            for (int use = 1; use <= 20; use++) {
                salt = Salts.after(salt, random.nextLong());
                for (int bit = 0; bit < header.length * Byte.SIZE; bit++) {
                    header[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                    assertNull(FrameHeader.decode(header, 0, salt, 9000));
                    header[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                }
            }
        });
    }
}
