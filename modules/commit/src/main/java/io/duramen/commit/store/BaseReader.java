// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.StateStore;
import io.duramen.commit.StoreVersionException;
import io.duramen.commit.merkle.Root;
import io.duramen.crypto.KeyRefusedException;
import io.duramen.crypto.SealException;
import io.duramen.crypto.Sealing;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import io.duramen.wal.WalOptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the file of a checkpoint and checks all of it against itself and its manifest: length, digest, checksums, order,
 * counts. The root remains to be computed from the entries.
 */
final class BaseReader {

    /** Takes a checkpoint's entries, in order. Nothing may be done with them until the whole file is read. */
    interface Sink {
        /** Takes a key, its value, and {@code keyHash | valueHash} as stored. */
        void accept(byte[] key, byte[] value, byte[] leaf) throws DamagedException;
    }

    private final Storage storage;
    private final @Nullable Sealing sealing;

    BaseReader(Storage storage, @Nullable Sealing sealing) {
        this.storage = storage;
        this.sealing = sealing;
    }

    /**
     * Reads the file.
     *
     * @param name the file
     * @param manifest what names it
     * @param expected its length and digest
     * @param sink takes the entries
     * @throws DamagedException if it is not as it was written
     */
    void read(String name, Manifest manifest, Manifest.CheckpointFile expected, Sink sink) throws DamagedException {
        String shown = storage.describe(name);
        try (StorageFile file = storage.open(name, OpenMode.READ)) {
            if (file.size() != expected.length()) {
                throw new DamagedException(shown, expected.length() + " bytes", file.size() + " bytes");
            }
            MessageDigest digest = Bytes.sha256();
            InputStream stored =
                    new BufferedInputStream(new DigestInputStream(new StorageInput(file), digest), 64 << 10);
            Reading reading = new Reading(shown, manifest, sink);
            reading.readAll(opened(manifest, stored));
            stored.transferTo(OutputStream.nullOutputStream());
            Digest32 found = Digest32.of(digest.digest());
            if (!found.equals(expected.sha256())) {
                throw new DamagedException(shown, "a digest of " + expected.sha256(), found.toString());
            }
        } catch (StorageException e) {
            if (e.kind() == StorageException.Kind.NOT_FOUND) {
                throw new DamagedException(shown, "the checkpoint's file", "none");
            }
            throw e;
        } catch (KeyRefusedException e) {
            throw e;
        } catch (SealException | IOException e) {
            throw new DamagedException(shown, "a file as it was sealed", String.valueOf(e.getMessage()));
        }
    }

    private InputStream opened(Manifest manifest, InputStream stored) throws IOException {
        return sealing == null
                ? stored
                : sealing.openStream(BaseLayout.context(manifest.storeId(), manifest.generation()), stored);
    }

    /** One pass over one file. */
    private static final class Reading {
        private final String file;
        private final Manifest manifest;
        private final Sink sink;
        private final MessageDigest digest = Bytes.sha256();
        private byte[] lastKey = new byte[0];
        private long keys;

        Reading(String file, Manifest manifest, Sink sink) {
            this.file = file;
            this.manifest = manifest;
            this.sink = sink;
        }

        void readAll(InputStream in) throws IOException, DamagedException {
            header(take(in, BaseLayout.HEADER_BYTES, true));
            while (block(in)) {
                // until the empty block
            }
            byte[] sha256 = digest.digest();
            footer(take(in, BaseLayout.FOOTER_BYTES, false), sha256);
            require("the end of the file", in.read() < 0);
        }

        private byte[] take(InputStream in, int count, boolean digested) throws IOException, DamagedException {
            byte[] bytes = in.readNBytes(count);
            if (bytes.length != count) {
                throw new DamagedException(file, "more bytes after key " + keys, "the end of the file");
            }
            if (digested) {
                digest.update(bytes);
            }
            return bytes;
        }

        private void require(String what, boolean holds) throws DamagedException {
            if (!holds) {
                throw new DamagedException(file, what + " after key " + keys, "something else");
            }
        }

        private void header(byte[] bytes) throws DamagedException {
            ByteBuffer in = Bytes.littleEndian(bytes);
            require("a checkpoint's header", in.getLong() == Bytes.MAGIC && in.getInt() == BaseLayout.KIND);
            require("the header's checksum", in.getInt(bytes.length - 4) == Bytes.crc(bytes, 0, bytes.length - 4));
            int major = Short.toUnsignedInt(in.getShort());
            if (major != BaseLayout.MAJOR) {
                throw new StoreVersionException(file, "format version " + major, "version " + BaseLayout.MAJOR);
            }
            in.getShort();
            require("the store " + manifest.storeId(), Bytes.takeUuid(in).equals(manifest.storeId()));
            require("generation " + manifest.generation(), in.getLong() == manifest.generation());
            require("the state of record " + manifest.lsn(), in.getLong() == manifest.lsn());
            require(manifest.keys() + " keys", in.getLong() == manifest.keys());
        }

        private boolean block(InputStream in) throws IOException, DamagedException {
            byte[] head = take(in, BaseLayout.BLOCK_HEADER_BYTES, true);
            ByteBuffer header = Bytes.littleEndian(head);
            int length = header.getInt();
            int entries = header.getInt();
            int crc = header.getInt();
            require("a block's checksum", header.getInt() == Bytes.crc(head, 0, 12));
            require("a block of a size there is", length >= 0 && length <= BaseLayout.MAX_BLOCK_BYTES && entries >= 0);
            byte[] payload = take(in, length, true);
            require("a block's payload as its checksum says", crc == Bytes.crc(payload, 0, length));
            ByteBuffer entry = Bytes.littleEndian(payload);
            for (int i = 0; i < entries; i++) {
                entry(entry);
            }
            require("the end of a block", !entry.hasRemaining() && (entries > 0 || length == 0));
            return entries > 0;
        }

        private void entry(ByteBuffer in) throws DamagedException {
            require("an entry", in.remaining() >= BaseLayout.ENTRY_HEADER_BYTES);
            int keyLength = in.getInt();
            int valueLength = in.getInt();
            byte type = in.get();
            in.position(in.position() + 7);
            require("a key of a length there is", keyLength >= 1 && keyLength <= StateStore.MAX_KEY_BYTES);
            require("a value of a length there is", valueLength >= 0 && valueLength <= WalOptions.MAX_RECORD_BYTES);
            require("a value of bytes", type == BaseLayout.TYPE_BYTES);
            byte[] leaf = Bytes.take(in, 2 * Root.BYTES);
            require("an entry's key and value", in.remaining() >= keyLength + valueLength);
            byte[] key = Bytes.take(in, keyLength);
            require("a key above the one before", Arrays.compareUnsigned(lastKey, key) < 0);
            sink.accept(key, Bytes.take(in, valueLength), leaf);
            lastKey = key;
            keys++;
        }

        private void footer(byte[] bytes, byte[] sha256) throws DamagedException {
            ByteBuffer in = Bytes.littleEndian(bytes);
            require("the footer's checksum", in.getInt(bytes.length - 4) == Bytes.crc(bytes, 0, bytes.length - 4));
            require(manifest.keys() + " keys", in.getLong() == keys && keys == manifest.keys());
            require(
                    "the root " + manifest.root(),
                    Root.of(Bytes.take(in, Root.BYTES)).equals(manifest.root()));
            require("the digest of what is before", Arrays.equals(Bytes.take(in, Bytes.SHA256_BYTES), sha256));
        }
    }
}
