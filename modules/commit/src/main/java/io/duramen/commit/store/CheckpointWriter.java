// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.base.Pace;
import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.commit.merkle.MerkleMap;
import io.duramen.commit.merkle.Root;
import io.duramen.crypto.Sealing;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Writes the files of checkpoints, each in a directory of its own: complete under a temporary name, forced, renamed, and the
 * directories synced. When a method returns, the file is durable; no manifest names it yet.
 */
final class CheckpointWriter {
    /** Entries that are being sorted: how much of the heap they may take, and how much one takes. */
    private static final int PART_OF_HEAP = 32;

    private static final int BYTES_AN_ENTRY = 40;
    private static final int LEAST_AT_A_TIME = 1 << 15;

    private final Storage storage;
    private final UUID storeId;
    private final @Nullable Sealing sealing;

    CheckpointWriter(Storage storage, UUID storeId, @Nullable Sealing sealing) {
        this.storage = storage;
        this.storeId = storeId;
        this.sealing = sealing;
    }

    /**
     * Writes a whole state.
     *
     * @param generation the number the file gets, which must be free
     * @param version the state
     * @param pace how fast it may go
     * @return what a manifest needs to know of the file
     */
    CheckpointFile base(long generation, Version version, Pace pace) {
        Content content = new Content(
                CheckpointFile.Kind.BASE,
                generation,
                version.lsn(),
                version.map().size(),
                version.map().root());
        return write(
                content, pace, () -> inOrder(version.map()).map(StoredEntry::of).iterator());
    }

    /**
     * Writes the state with which a restored store begins.
     *
     * @param generation the number the file gets, which must be free
     * @param map the state; its versions, which are numbers of another store, are not written
     * @return what a manifest needs to know of the file
     */
    CheckpointFile restored(long generation, MerkleMap map) {
        Content content = new Content(CheckpointFile.Kind.BASE, generation, 0, map.size(), map.root());
        return write(
                content,
                Pace.unlimited(),
                () -> inOrder(map).map(StoredEntry::restored).iterator());
    }

    /** So many at a time as little of the heap holds. */
    private static Stream<MerkleEntry> inOrder(MerkleMap map) {
        long most = Math.max(LEAST_AT_A_TIME, Runtime.getRuntime().maxMemory() / PART_OF_HEAP / BYTES_AN_ENTRY);
        Iterable<MerkleEntry> entries = map.slices((int) Math.min(Integer.MAX_VALUE, most));
        return StreamSupport.stream(entries.spliterator(), false);
    }

    /**
     * Writes what changed.
     *
     * @param generation the number the file gets, which must be free
     * @param version the state after the changes
     * @param delta the changes
     * @return what a manifest needs to know of the file
     */
    CheckpointFile delta(long generation, Version version, Delta delta) {
        Content content = new Content(
                CheckpointFile.Kind.DELTA,
                generation,
                version.lsn(),
                delta.size(),
                version.map().root());
        return write(content, Pace.unlimited(), delta);
    }

    /** What header and footer say. */
    private record Content(CheckpointFile.Kind kind, long generation, long lsn, long entries, Root root) {
        String name() {
            return CheckpointFile.name(kind, generation);
        }
    }

    private CheckpointFile write(Content content, Pace pace, Iterable<StoredEntry> entries) {
        if (!storage.exists(Names.CHECKPOINTS)) {
            storage.createDirectory(Names.CHECKPOINTS);
            storage.syncDirectory("");
        }
        String directory = Names.checkpoint(content.generation());
        storage.createDirectory(directory);
        String temporary = content.name() + Names.TEMPORARY;
        CheckpointFile written;
        try (StorageFile file = storage.open(temporary, OpenMode.CREATE_NEW)) {
            StorageOutput stored = new StorageOutput(file);
            FileDigest digest = new FileDigest(sealing);
            try (OutputStream out = sealed(content, digest.of(new PacedOutput(stored, pace)))) {
                write(out, content, entries);
            } catch (IOException e) {
                throw new StorageException(
                        StorageException.Kind.IO,
                        "write",
                        storage.describe(temporary),
                        String.valueOf(e.getMessage()),
                        e);
            }
            file.force(true);
            written = new CheckpointFile(content.kind(), content.generation(), stored.length(), digest.finish());
        }
        storage.rename(temporary, content.name());
        storage.syncDirectory(directory);
        storage.syncDirectory(Names.CHECKPOINTS);
        return written;
    }

    private OutputStream sealed(Content content, OutputStream out) throws IOException {
        return sealing == null
                ? out
                : sealing.sealStream(CheckpointLayout.context(content.kind(), storeId, content.generation()), out);
    }

    private void write(OutputStream target, Content content, Iterable<StoredEntry> entries) throws IOException {
        MessageDigest digest = Bytes.sha256();
        OutputStream out = new DigestOutputStream(target, digest);
        out.write(header(content));
        BlockWriter blocks = new BlockWriter(out);
        for (StoredEntry entry : entries) {
            blocks.add(entry);
        }
        blocks.finish();
        target.write(footer(content, digest.digest()));
    }

    private byte[] header(Content content) {
        byte[] bytes = new byte[CheckpointLayout.HEADER_BYTES];
        ByteBuffer out = Bytes.littleEndian(bytes);
        out.putLong(Bytes.MAGIC).putInt(CheckpointLayout.kind(content.kind()));
        out.putShort((short) CheckpointLayout.MAJOR).putShort((short) CheckpointLayout.MINOR);
        Bytes.putUuid(out, storeId);
        out.putLong(content.generation())
                .putLong(content.lsn())
                .putLong(content.entries())
                .putInt(0);
        out.putInt(Bytes.crc(bytes, 0, out.position()));
        return bytes;
    }

    private static byte[] footer(Content content, byte[] sha256) {
        byte[] bytes = new byte[CheckpointLayout.FOOTER_BYTES];
        ByteBuffer out = Bytes.littleEndian(bytes);
        out.putLong(content.entries()).put(content.root().bytes()).put(sha256).putInt(0);
        out.putInt(Bytes.crc(bytes, 0, out.position()));
        return bytes;
    }
}
