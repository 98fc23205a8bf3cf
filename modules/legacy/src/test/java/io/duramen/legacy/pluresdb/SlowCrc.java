// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import java.nio.charset.StandardCharsets;

/** The checksum of a record, bit by bit as the polynomial says, so that the JDK's is not compared with itself. */
final class SlowCrc {
    private static final int POLYNOMIAL = 0xEDB88320;

    private int crc = ~0;

    private SlowCrc() {}

    static long of(long seq, long time, String actor, String operation) {
        SlowCrc crc = new SlowCrc();
        crc.number(seq);
        crc.number(time);
        crc.text(actor);
        crc.text(operation);
        return ~crc.crc & 0xFFFF_FFFFL;
    }

    private void number(long number) {
        for (int i = 0; i < Long.BYTES; i++) {
            update((int) (number >>> (8 * i)));
        }
    }

    private void text(String text) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            update(b);
        }
    }

    private void update(int b) {
        crc ^= b & 0xFF;
        for (int bit = 0; bit < 8; bit++) {
            crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ POLYNOMIAL;
        }
    }
}
