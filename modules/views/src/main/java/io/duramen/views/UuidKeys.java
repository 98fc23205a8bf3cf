// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.UUID;

/** UUIDs as keys: sixteen bytes. */
final class UuidKeys implements KeyCodec<UUID> {
    static final UuidKeys CODEC = new UuidKeys();

    private static final String FORM = "a UUID of 16 bytes";
    private static final int BYTES = 2 * Long.BYTES;
    private static final Comparator<UUID> ORDER = (a, b) -> {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    };

    private UuidKeys() {}

    @Override
    public String form() {
        return FORM;
    }

    @Override
    public byte[] encode(UUID key) {
        return ByteBuffer.allocate(BYTES)
                .putLong(key.getMostSignificantBits())
                .putLong(key.getLeastSignificantBits())
                .array();
    }

    @Override
    public UUID decode(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new NotDecodableException(FORM, bytes.length, "", "16 bytes", bytes.length + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    @Override
    public Comparator<UUID> order() {
        return ORDER;
    }

    @Override
    public int width() {
        return BYTES;
    }
}
