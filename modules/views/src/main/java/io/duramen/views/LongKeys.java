// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

import java.nio.ByteBuffer;
import java.util.Comparator;

/** Numbers as keys: eight bytes, big-endian. */
final class LongKeys implements KeyCodec<Long> {
    static final LongKeys SIGNED = new LongKeys("a signed number of 8 bytes", Long.MIN_VALUE, Long::compare);
    static final LongKeys UNSIGNED = new LongKeys("an unsigned number of 8 bytes", 0, Long::compareUnsigned);

    private final String form;
    private final long inverted;
    private final Comparator<Long> order;

    /** Inverting the sign bit puts the negative numbers before the others. */
    private LongKeys(String form, long inverted, Comparator<Long> order) {
        this.form = form;
        this.inverted = inverted;
        this.order = order;
    }

    @Override
    public String form() {
        return form;
    }

    @Override
    public byte[] encode(Long key) {
        return ByteBuffer.allocate(Long.BYTES).putLong(key ^ inverted).array();
    }

    @Override
    public Long decode(byte[] bytes) {
        if (bytes.length != Long.BYTES) {
            throw new NotDecodableException(form, bytes.length, "", "8 bytes", bytes.length + " bytes");
        }
        return ByteBuffer.wrap(bytes).getLong() ^ inverted;
    }

    @Override
    public Comparator<Long> order() {
        return order;
    }

    @Override
    public int width() {
        return Long.BYTES;
    }
}
