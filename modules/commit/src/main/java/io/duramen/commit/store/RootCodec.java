// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.StoreVersionException;
import io.duramen.commit.merkle.Root;
import io.duramen.crypto.Sealing;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bytes of {@code ROOT}, as {@code docs/formats/root.md} lays them out. */
final class RootCodec {
    static final int BYTES = 152;

    private static final int KIND = 0x544F4F52; // "ROOT"
    private static final int MAJOR = 1;
    private static final int MINOR = 0;
    private static final int VERSION_AT = 12;
    private static final int SEALED = 1;
    private static final int BODY_BYTES = 88;
    private static final int MAC_BYTES = 32;
    private static final String MAC_PURPOSE = "root";

    private final @Nullable Sealing sealing;

    RootCodec(@Nullable Sealing sealing) {
        this.sealing = sealing;
    }

    byte[] encode(RootRecord record) {
        byte[] bytes = new byte[BYTES];
        ByteBuffer out = Bytes.littleEndian(bytes);
        out.putLong(Bytes.MAGIC).putInt(KIND).putShort((short) MAJOR).putShort((short) MINOR);
        out.putInt(BYTES).putInt(sealing == null ? 0 : SEALED);
        Bytes.putUuid(out, record.storeId());
        out.putLong(record.generation()).putLong(record.lsn()).put(record.root().bytes());
        byte[] body = Arrays.copyOf(bytes, BODY_BYTES);
        out.put(Bytes.sha256().digest(body));
        if (sealing != null) {
            out.put(sealing.mac(MAC_PURPOSE, body));
        }
        return bytes;
    }

    /**
     * Decodes the bytes of a file.
     *
     * @param file its name, for messages
     * @param bytes the bytes
     * @return what it says
     * @throws DamagedException if it is not as it was written
     * @throws StoreVersionException if a newer release wrote it
     */
    RootRecord decode(String file, byte[] bytes) throws DamagedException {
        if (bytes.length != BYTES) {
            throw new DamagedException(file, BYTES + " bytes", bytes.length + " bytes");
        }
        ByteBuffer in = Bytes.littleEndian(bytes);
        if (in.getLong() != Bytes.MAGIC || in.getInt() != KIND) {
            throw new DamagedException(file, "the first 12 bytes of a root", Bytes.hex(Arrays.copyOf(bytes, 12)));
        }
        byte[] body = Arrays.copyOf(bytes, BODY_BYTES);
        byte[] stated = Arrays.copyOfRange(bytes, BODY_BYTES, BODY_BYTES + Bytes.SHA256_BYTES);
        byte[] computed = Bytes.sha256().digest(body);
        if (!Arrays.equals(stated, computed)) {
            throw new DamagedException(file, "a digest of " + Bytes.hex(computed), Bytes.hex(stated));
        }
        int major = Short.toUnsignedInt(in.getShort(VERSION_AT));
        if (major != MAJOR) {
            throw new StoreVersionException(file, "format version " + major, "version " + MAJOR);
        }
        in.position(VERSION_AT + 4);
        int length = in.getInt();
        int flags = in.getInt();
        if (length != BYTES || flags != (sealing == null ? 0 : SEALED)) {
            throw new DamagedException(
                    file,
                    sealing == null ? "a root that is not sealed" : "a sealed root",
                    "flags " + flags + ", length " + length);
        }
        checkSeal(file, bytes, body);
        UUID storeId = Bytes.takeUuid(in);
        long generation = in.getLong();
        long lsn = in.getLong();
        if (generation < 1 || lsn < 0) {
            throw new DamagedException(file, "numbers from 0", "a negative one");
        }
        return new RootRecord(storeId, generation, lsn, Root.of(Bytes.take(in, Root.BYTES)));
    }

    private void checkSeal(String file, byte[] bytes, byte[] body) throws DamagedException {
        byte[] stated = Arrays.copyOfRange(bytes, BYTES - MAC_BYTES, BYTES);
        boolean authentic = sealing == null
                ? Arrays.equals(stated, new byte[MAC_BYTES])
                : sealing.isAuthentic(MAC_PURPOSE, body, stated);
        if (!authentic) {
            throw new DamagedException(
                    file,
                    sealing == null ? "no authentication code" : "the seal of keyring " + sealing.keyringId(),
                    "another: it was altered on purpose or belongs elsewhere");
        }
    }
}
