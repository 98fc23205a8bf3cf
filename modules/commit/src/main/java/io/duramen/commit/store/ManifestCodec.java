// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.StoreVersionException;
import io.duramen.commit.merkle.Root;
import io.duramen.crypto.Sealing;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bytes of a manifest, as {@code docs/formats/manifest.md} lays them out. */
final class ManifestCodec {
    static final int MAX_BYTES = 4096;

    /** How many files a manifest has room for. */
    static final int MAX_FILES = 48;

    private static final int KIND = 0x54464E4D; // "MNFT"
    private static final int MAJOR = 1;
    private static final int MINOR = 0;
    private static final int VERSION_AT = 12;
    private static final int SEALED = 1;

    private final Trailer trailer;

    ManifestCodec(String directory, @Nullable Sealing sealing) {
        this.trailer = new Trailer(directory, sealing, "manifest");
    }

    byte[] encode(Manifest manifest) {
        byte[] bytes = new byte[MAX_BYTES];
        ByteBuffer out = Bytes.littleEndian(bytes);
        Manifest.Keyring keyring = manifest.keyring();
        out.putLong(Bytes.MAGIC).putInt(KIND).putShort((short) MAJOR).putShort((short) MINOR);
        int lengthAt = out.position();
        out.putInt(0).putInt(keyring == null ? 0 : SEALED);
        Bytes.putUuid(out, manifest.storeId());
        out.put(manifest.salt().bytes()).putLong(manifest.generation()).putLong(manifest.lsn());
        out.put(manifest.root().bytes()).putLong(manifest.keys()).putLong(manifest.transactionId());
        Bytes.putUuid(out, keyring == null ? new UUID(0, 0) : keyring.id());
        out.putLong(keyring == null ? 0 : keyring.generation());
        out.put(manifest.previous().bytes());
        putFiles(out, manifest.files());
        out.putInt(lengthAt, out.position() + Trailer.BYTES);
        out.put(trailer.of(Arrays.copyOf(bytes, out.position()), keyring));
        return Arrays.copyOf(bytes, out.position());
    }

    private static void putFiles(ByteBuffer out, List<CheckpointFile> files) {
        out.putInt(files.size());
        for (CheckpointFile file : files) {
            byte[] name = file.name().getBytes(StandardCharsets.US_ASCII);
            out.putShort((short) name.length).put(name).putLong(file.length());
            out.put(file.sha256().bytes());
        }
    }

    /**
     * Reads a manifest.
     *
     * @param file its full name
     * @param bytes what is in it
     * @return the manifest
     * @throws DamagedException if it is not as it was written
     */
    Manifest decode(String file, byte[] bytes) throws DamagedException {
        if (bytes.length < 20 + Trailer.BYTES || bytes.length > MAX_BYTES) {
            throw new DamagedException(file, "a manifest of at most 4096 bytes", bytes.length + " bytes");
        }
        ByteBuffer in = Bytes.littleEndian(bytes);
        if (in.getLong() != Bytes.MAGIC || in.getInt() != KIND) {
            throw new DamagedException(file, "a manifest's first 12 bytes", Bytes.hex(Arrays.copyOf(bytes, 12)));
        }
        Trailer.checkDigest(file, bytes);
        int major = Short.toUnsignedInt(in.getShort(VERSION_AT));
        if (major != MAJOR) {
            throw new StoreVersionException(file, "format version " + major, "version " + MAJOR);
        }
        try {
            return fields(file, in.position(VERSION_AT + 4), bytes);
        } catch (BufferUnderflowException e) {
            throw new DamagedException(file, "the fields of a manifest", "the end of the file");
        }
    }

    private Manifest fields(String file, ByteBuffer in, byte[] bytes) throws DamagedException {
        require(file, "its own length", bytes.length, in.getInt());
        int flags = in.getInt();
        require(file, "no unknown flag", 0, flags & ~SEALED);
        UUID storeId = Bytes.takeUuid(in);
        Digest32 salt = Digest32.of(Bytes.take(in, Bytes.SHA256_BYTES));
        long generation = in.getLong();
        long lsn = in.getLong();
        Root root = Root.of(Bytes.take(in, Root.BYTES));
        long keys = in.getLong();
        long transactionId = in.getLong();
        Manifest.Keyring keyring = new Manifest.Keyring(Bytes.takeUuid(in), in.getLong());
        Digest32 previous = Digest32.of(Bytes.take(in, Bytes.SHA256_BYTES));
        List<CheckpointFile> files = takeFiles(file, in, generation);
        require(file, "the end of the fields", bytes.length - Trailer.BYTES, in.position());
        if (generation < 0 || lsn < 0 || keys < 0 || transactionId < 0) {
            throw new DamagedException(file, "numbers from 0", "a negative one");
        }
        boolean isSealed = (flags & SEALED) != 0;
        trailer.checkCode(file, isSealed ? keyring : null, bytes);
        return new Manifest(
                storeId, salt, generation, lsn, root, keys, transactionId, isSealed ? keyring : null, previous, files);
    }

    /** Takes a base and the deltas on it, each written after the one before and none after the manifest. */
    private static List<CheckpointFile> takeFiles(String shown, ByteBuffer in, long generation)
            throws DamagedException {
        int count = in.getInt();
        if (count < 0 || count > MAX_FILES) {
            throw new DamagedException(shown, "up to " + MAX_FILES + " files", Integer.toString(count));
        }
        List<CheckpointFile> files = new ArrayList<>();
        long last = 0;
        for (int i = 0; i < count; i++) {
            byte[] stored = Bytes.take(in, Short.toUnsignedInt(in.getShort()));
            String name = new String(stored, StandardCharsets.ISO_8859_1);
            CheckpointFile named = CheckpointFile.named(name)
                    .orElseThrow(() -> new DamagedException(shown, "the name of a checkpoint's file", "another"));
            boolean base = named.kind() == CheckpointFile.Kind.BASE;
            if (base != (i == 0) || named.generation() <= last || named.generation() > generation) {
                throw new DamagedException(shown, "a base and later deltas", name + " in place " + i);
            }
            last = named.generation();
            files.add(new CheckpointFile(
                    named.kind(), last, in.getLong(), Digest32.of(Bytes.take(in, Bytes.SHA256_BYTES))));
        }
        return files;
    }

    private static void require(String file, String what, long expected, long found) throws DamagedException {
        if (expected != found) {
            throw new DamagedException(file, what + " (" + expected + ")", Long.toString(found));
        }
    }
}
