// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.child;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/**
 * Makes records that do not compress: {@code number(8) random… crc32c(4)}. The checksum covers the random part only, so that it
 * can be made beforehand; the number is checked by the order.
 */
final class Records {
    static final int LEAST_BYTES = 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final byte[][] templates;

    Records(int bytes, long seed, int templates) {
        this.templates = new byte[templates][bytes];
        SplittableRandom random = new SplittableRandom(seed);
        for (byte[] template : this.templates) {
            random.nextBytes(template);
            CRC32C crc = new CRC32C();
            crc.update(template, Long.BYTES, bytes - Long.BYTES - Integer.BYTES);
            INT.set(template, bytes - Integer.BYTES, (int) crc.getValue());
        }
    }

    /** Returns an array that is used again after as many calls as there are templates. */
    byte[] next(long number) {
        byte[] record = templates[(int) (number % templates.length)];
        LONG.set(record, 0, number);
        return record;
    }
}
