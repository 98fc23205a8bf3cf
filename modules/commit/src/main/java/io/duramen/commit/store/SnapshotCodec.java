// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.StoreVersionException;
import io.duramen.crypto.Sealing;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bytes of a snapshot's descriptor, as {@code docs/formats/snapshot.md} lays them out. */
final class SnapshotCodec {
    static final int MAX_BYTES = 4096;

    private static final int KIND = 0x50414E53; // "SNAP"
    private static final int MAJOR = 1;
    private static final int MINOR = 0;
    private static final int VERSION_AT = 12;
    private static final int SEALED = 1;

    /** {@code magic 8 | kind 4 | major 2 | minor 2 | length 4 | flags 4 | store 16 | id 8 | micros 8}. */
    private static final int HEAD_BYTES = 56;

    /** {@code keyring 16 | its generation 8 | sha256 of the manifest 32 | length of the name 2}. */
    private static final int REST_BYTES = 58;

    private final Trailer trailer;

    SnapshotCodec(String directory, @Nullable Sealing sealing) {
        this.trailer = new Trailer(directory, sealing, "snapshot");
    }

    byte[] encode(SnapshotDescriptor snapshot) {
        byte[] name = snapshot.name().getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[HEAD_BYTES + REST_BYTES + name.length];
        ByteBuffer out = Bytes.littleEndian(body);
        Manifest.Keyring keyring = snapshot.keyring();
        out.putLong(Bytes.MAGIC).putInt(KIND).putShort((short) MAJOR).putShort((short) MINOR);
        out.putInt(body.length + Trailer.BYTES).putInt(keyring == null ? 0 : SEALED);
        Bytes.putUuid(out, snapshot.storeId());
        out.putLong(Long.parseUnsignedLong(snapshot.id(), 16)).putLong(snapshot.micros());
        Bytes.putUuid(out, keyring == null ? new UUID(0, 0) : keyring.id());
        out.putLong(keyring == null ? 0 : keyring.generation());
        out.put(snapshot.manifest().bytes()).putShort((short) name.length).put(name);
        byte[] bytes = Arrays.copyOf(body, body.length + Trailer.BYTES);
        System.arraycopy(trailer.of(body, keyring), 0, bytes, body.length, Trailer.BYTES);
        return bytes;
    }

    /**
     * Reads a descriptor.
     *
     * @param file its full name
     * @param bytes what is in it
     * @return the descriptor
     * @throws DamagedException if it is not as it was written
     */
    SnapshotDescriptor decode(String file, byte[] bytes) throws DamagedException {
        if (bytes.length < HEAD_BYTES + Trailer.BYTES || bytes.length > MAX_BYTES) {
            throw new DamagedException(file, "a descriptor of at most 4096 bytes", bytes.length + " bytes");
        }
        ByteBuffer in = Bytes.littleEndian(bytes);
        if (in.getLong() != Bytes.MAGIC || in.getInt() != KIND) {
            throw new DamagedException(file, "a descriptor's first 12 bytes", Bytes.hex(Arrays.copyOf(bytes, 12)));
        }
        Trailer.checkDigest(file, bytes);
        int major = Short.toUnsignedInt(in.getShort(VERSION_AT));
        if (major != MAJOR) {
            throw new StoreVersionException(file, "format version " + major, "version " + MAJOR);
        }
        try {
            return fields(file, in.position(VERSION_AT + 4), bytes);
        } catch (BufferUnderflowException e) {
            throw new DamagedException(file, "the fields of a descriptor", "the end of the file");
        }
    }

    private SnapshotDescriptor fields(String file, ByteBuffer in, byte[] bytes) throws DamagedException {
        int length = in.getInt();
        int flags = in.getInt();
        if (length != bytes.length || (flags & ~SEALED) != 0) {
            throw new DamagedException(file, bytes.length + " bytes and no unknown flag", length + ", flags " + flags);
        }
        UUID storeId = Bytes.takeUuid(in);
        String id = String.format("%016x", in.getLong());
        long micros = in.getLong();
        Manifest.Keyring keyring = new Manifest.Keyring(Bytes.takeUuid(in), in.getLong());
        Digest32 manifest = Digest32.of(Bytes.take(in, Bytes.SHA256_BYTES));
        byte[] name = Bytes.take(in, Short.toUnsignedInt(in.getShort()));
        if (in.position() != bytes.length - Trailer.BYTES) {
            throw new DamagedException(file, "the end of the fields", "something behind them");
        }
        Manifest.Keyring sealedWith = (flags & SEALED) == 0 ? null : keyring;
        trailer.checkCode(file, sealedWith, bytes);
        return new SnapshotDescriptor(
                storeId, id, micros, sealedWith, manifest, new String(name, StandardCharsets.UTF_8));
    }
}
