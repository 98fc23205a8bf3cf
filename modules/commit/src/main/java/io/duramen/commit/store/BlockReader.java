// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.StateStore;
import io.duramen.commit.StoreVersionException;
import io.duramen.commit.merkle.Root;
import io.duramen.wal.WalOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.UUID;

/** One pass over what is inside one file of a checkpoint. */
final class BlockReader {
    private final String file;
    private final UUID storeId;
    private final CheckpointFile expected;
    private final CheckpointReader.Sink sink;
    private final MessageDigest digest = Bytes.sha256();
    private byte[] lastKey = new byte[0];
    private long lsn;
    private long stated;
    private long entries;

    BlockReader(String file, UUID storeId, CheckpointFile expected, CheckpointReader.Sink sink) {
        this.file = file;
        this.storeId = storeId;
        this.expected = expected;
        this.sink = sink;
    }

    CheckpointReader.Contents readAll(InputStream in) throws IOException, DamagedException {
        header(take(in, CheckpointLayout.HEADER_BYTES, true));
        while (block(in)) {
            // until the empty block
        }
        byte[] sha256 = digest.digest();
        Root root = footer(take(in, CheckpointLayout.FOOTER_BYTES, false), sha256);
        require("the end of the file", in.read() < 0);
        return new CheckpointReader.Contents(lsn, entries, root);
    }

    private byte[] take(InputStream in, int count, boolean digested) throws IOException, DamagedException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length != count) {
            throw new DamagedException(file, "more bytes after key " + entries, "the end of the file");
        }
        if (digested) {
            digest.update(bytes);
        }
        return bytes;
    }

    private void require(String what, boolean holds) throws DamagedException {
        if (!holds) {
            throw new DamagedException(file, what + " after key " + entries, "something else");
        }
    }

    private void header(byte[] bytes) throws DamagedException {
        ByteBuffer in = Bytes.littleEndian(bytes);
        require("a checkpoint's header", in.getLong() == Bytes.MAGIC);
        require("a file of kind " + expected.kind(), in.getInt() == CheckpointLayout.kind(expected.kind()));
        require("the header's checksum", in.getInt(bytes.length - 4) == Bytes.crc(bytes, 0, bytes.length - 4));
        int major = Short.toUnsignedInt(in.getShort());
        if (major != CheckpointLayout.MAJOR) {
            throw new StoreVersionException(file, "format version " + major, "version " + CheckpointLayout.MAJOR);
        }
        in.getShort();
        require("the store " + storeId, Bytes.takeUuid(in).equals(storeId));
        require("generation " + expected.generation(), in.getLong() == expected.generation());
        lsn = in.getLong();
        stated = in.getLong();
        require("numbers from 0", lsn >= 0 && stated >= 0);
    }

    private boolean block(InputStream in) throws IOException, DamagedException {
        byte[] head = take(in, CheckpointLayout.BLOCK_HEADER_BYTES, true);
        ByteBuffer header = Bytes.littleEndian(head);
        int length = header.getInt();
        int count = header.getInt();
        int crc = header.getInt();
        require("a block's checksum", header.getInt() == Bytes.crc(head, 0, 12));
        require("a block of a size there is", length >= 0 && length <= CheckpointLayout.MAX_BLOCK_BYTES && count >= 0);
        byte[] payload = take(in, length, true);
        require("a block's payload as its checksum says", crc == Bytes.crc(payload, 0, length));
        ByteBuffer entry = Bytes.littleEndian(payload);
        for (int i = 0; i < count; i++) {
            entry(entry);
        }
        require("the end of a block", !entry.hasRemaining() && (count > 0 || length == 0));
        return count > 0;
    }

    private void entry(ByteBuffer in) throws DamagedException {
        require("an entry", in.remaining() >= CheckpointLayout.ENTRY_HEADER_BYTES);
        int keyLength = in.getInt();
        int valueLength = in.getInt();
        byte type = in.get();
        in.position(in.position() + 7);
        long version = in.getLong();
        boolean gone = type == CheckpointLayout.TYPE_GONE && expected.kind() == CheckpointFile.Kind.DELTA;
        require("a key of a length there is", keyLength >= 1 && keyLength <= StateStore.MAX_KEY_BYTES);
        require("a value of a length there is", valueLength >= 0 && valueLength <= WalOptions.MAX_RECORD_BYTES);
        require("a value of bytes", gone ? valueLength == 0 : type == CheckpointLayout.TYPE_BYTES);
        require("a version up to " + lsn, version >= 0 && version <= Math.max(lsn, RestoreMark.LSN));
        byte[] keyHash = Bytes.take(in, Root.BYTES);
        byte[] valueHash = Bytes.take(in, Root.BYTES);
        require("an entry's key and value", in.remaining() >= keyLength + valueLength);
        byte[] key = Bytes.take(in, keyLength);
        require("a key above the one before", Arrays.compareUnsigned(lastKey, key) < 0);
        byte[] value = Bytes.take(in, valueLength);
        sink.accept(new StoredEntry(key, gone ? null : value, version, keyHash, valueHash));
        lastKey = key;
        entries++;
    }

    private Root footer(byte[] bytes, byte[] sha256) throws DamagedException {
        ByteBuffer in = Bytes.littleEndian(bytes);
        require("the footer's checksum", in.getInt(bytes.length - 4) == Bytes.crc(bytes, 0, bytes.length - 4));
        require(entries + " entries", in.getLong() == entries && stated == entries);
        Root root = Root.of(Bytes.take(in, Root.BYTES));
        require("the digest of what is before", Arrays.equals(Bytes.take(in, Bytes.SHA256_BYTES), sha256));
        return root;
    }
}
