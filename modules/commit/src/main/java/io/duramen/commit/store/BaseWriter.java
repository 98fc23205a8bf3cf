// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.crypto.Sealing;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the file of a checkpoint. */
final class BaseWriter {
    private final Storage storage;
    private final UUID storeId;
    private final @Nullable Sealing sealing;

    BaseWriter(Storage storage, UUID storeId, @Nullable Sealing sealing) {
        this.storage = storage;
        this.storeId = storeId;
        this.sealing = sealing;
    }

    /**
     * Writes a version under a name that must be free, and forces it.
     *
     * @param name the file
     * @param generation the checkpoint's generation
     * @param version what to write
     * @return the file's length and digest
     */
    Manifest.CheckpointFile write(String name, long generation, Version version) {
        try (StorageFile file = storage.open(name, OpenMode.CREATE_NEW)) {
            StorageOutput stored = new StorageOutput(file);
            MessageDigest digest = Bytes.sha256();
            try (OutputStream out = sealed(generation, new DigestOutputStream(stored, digest))) {
                write(out, generation, version);
            } catch (IOException e) {
                throw new StorageException(
                        StorageException.Kind.IO, "write", storage.describe(name), String.valueOf(e.getMessage()), e);
            }
            file.force(true);
            return new Manifest.CheckpointFile(stored.length(), Digest32.of(digest.digest()));
        }
    }

    private OutputStream sealed(long generation, OutputStream out) throws IOException {
        return sealing == null ? out : sealing.sealStream(BaseLayout.context(storeId, generation), out);
    }

    private void write(OutputStream target, long generation, Version version) throws IOException {
        MessageDigest digest = Bytes.sha256();
        OutputStream out = new DigestOutputStream(target, digest);
        out.write(header(generation, version));
        ByteArrayOutputStream block = new ByteArrayOutputStream(2 * BaseLayout.BLOCK_BYTES);
        int entries = 0;
        for (MerkleEntry entry : version.map().entries()) {
            byte[] key = entry.key();
            byte[] value = entry.value();
            if (entries > 0
                    && block.size() + BaseLayout.ENTRY_HEADER_BYTES + key.length + value.length
                            > BaseLayout.BLOCK_BYTES) {
                writeBlock(out, block, entries);
                entries = 0;
            }
            byte[] header = new byte[BaseLayout.ENTRY_HEADER_BYTES];
            ByteBuffer head = Bytes.littleEndian(header);
            head.putInt(key.length)
                    .putInt(value.length)
                    .put(BaseLayout.TYPE_BYTES)
                    .position(16);
            head.put(entry.keyHash()).put(entry.valueHash());
            block.writeBytes(header);
            block.writeBytes(key);
            block.writeBytes(value);
            entries++;
        }
        if (entries > 0) {
            writeBlock(out, block, entries);
        }
        writeBlock(out, block, 0);
        target.write(footer(version, digest.digest()));
    }

    private byte[] header(long generation, Version version) {
        byte[] bytes = new byte[BaseLayout.HEADER_BYTES];
        ByteBuffer out = Bytes.littleEndian(bytes);
        out.putLong(Bytes.MAGIC).putInt(BaseLayout.KIND);
        out.putShort((short) BaseLayout.MAJOR).putShort((short) BaseLayout.MINOR);
        Bytes.putUuid(out, storeId);
        out.putLong(generation)
                .putLong(version.lsn())
                .putLong(version.map().size())
                .putInt(0);
        out.putInt(Bytes.crc(bytes, 0, out.position()));
        return bytes;
    }

    private static void writeBlock(OutputStream out, ByteArrayOutputStream block, int entries) throws IOException {
        byte[] payload = block.toByteArray();
        block.reset();
        byte[] head = new byte[BaseLayout.BLOCK_HEADER_BYTES];
        ByteBuffer header = Bytes.littleEndian(head);
        header.putInt(payload.length).putInt(entries).putInt(Bytes.crc(payload, 0, payload.length));
        header.putInt(Bytes.crc(head, 0, header.position()));
        out.write(head);
        out.write(payload);
    }

    private static byte[] footer(Version version, byte[] sha256) {
        byte[] bytes = new byte[BaseLayout.FOOTER_BYTES];
        ByteBuffer out = Bytes.littleEndian(bytes);
        out.putLong(version.map().size())
                .put(version.map().root().bytes())
                .put(sha256)
                .putInt(0);
        out.putInt(Bytes.crc(bytes, 0, out.position()));
        return bytes;
    }
}
