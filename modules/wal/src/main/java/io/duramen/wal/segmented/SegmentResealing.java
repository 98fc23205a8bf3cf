// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.SegmentLayout.*;

import io.duramen.crypto.KeyEpochs;
import io.duramen.crypto.SealException;
import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentCipher;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import io.duramen.wal.CorruptLogException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Re-encrypts one segment that will not be written to any more. Its frames are verified first, so that damage is never wrapped in
 * good seals; they are sealed once more as they are, under a key made now, in a file beside it; that is forced, read back and
 * compared, and only then renamed over the segment. A crash on the way leaves the segment, or the new file in its place.
 *
 * <p>What lies behind the end that the next segment's LINK names was never acknowledged, and is left out.
 */
final class SegmentResealing {
    private final Storage storage;
    private final SegmentFiles files;
    private final Sealing sealing;
    private final KeyEpochs epochs;
    private final SegmentMeta segment;
    private final SegmentHeader header;
    private final ResealedChunks chunks;
    private final String name;
    private final String made;

    SegmentResealing(Storage storage, SegmentFiles files, Sealing sealing, KeyEpochs epochs, SegmentMeta segment) {
        this.storage = storage;
        this.files = files;
        this.sealing = sealing;
        this.epochs = epochs;
        this.segment = segment;
        this.header = segment.header();
        this.chunks = new ResealedChunks(header, segment.end());
        this.name = LogNames.segment(header.number());
        this.made = LogNames.arming(header.number()); // no segment of this number is armed again
    }

    /**
     * Re-encrypts it.
     *
     * @param exclusively runs something while no segment is armed or removed
     * @param pace told how many bytes will be written, before they are; returns when they may be
     * @return how many bytes were written; 0 if the segment stays, because it is damaged, or if it was removed meanwhile
     */
    long run(Consumer<Runnable> exclusively, LongConsumer pace) {
        try {
            files.deleteIfThere(made);
            verify();
            try (StorageFile from = storage.open(name, OpenMode.READ)) {
                write(from, pace);
                requireSame(from);
            }
            exclusively.accept(this::takePlace);
            return chunks.fileBytes();
        } catch (CorruptLogException | SealException damaged) {
            files.deleteIfThere(made);
            return 0; // whoever counts finds it
        } catch (RuntimeException e) {
            tidy(e);
            if (e instanceof StorageException gone && gone.kind() == StorageException.Kind.NOT_FOUND) {
                return 0;
            }
            throw e;
        }
    }

    private void tidy(RuntimeException because) {
        try {
            files.deleteIfThere(made);
        } catch (RuntimeException cannotTidy) {
            because.addSuppressed(cannotTidy); // the next open deletes it
        }
    }

    private void verify() {
        try (FrameWalk walk = files.read(header, segment.firstLsn()).walk()) {
            walk.limit(segment.end());
            while (walk.end() < segment.end()) {
                if (!walk.next()) {
                    throw new CorruptLogException(
                            walk.fullName(),
                            walk.end(),
                            walk.nextLsn(),
                            "a frame",
                            walk.problem(),
                            "the next segment says that frames follow up to byte " + segment.end());
                }
            }
        }
    }

    private void write(StorageFile from, LongConsumer pace) {
        Sealing.NewSegment key = sealing.newSegment(header.resealedIdentity());
        byte[] plain = new byte[CHUNK_BYTES];
        byte[] stored = new byte[ResealedChunks.STORED_BYTES];
        try (SegmentCipher cipher = key.cipher();
                StorageFile to = storage.open(made, OpenMode.CREATE_NEW)) {
            byte[] start = HeaderSlots.read(from).resealed(epochs, key.slot(), chunks.end());
            pace.accept(start.length);
            to.writeFully(ByteBuffer.wrap(start), 0);
            for (int number = 0; number < chunks.count(); number++) {
                read(from, plain, number);
                chunks.seal(number, plain, cipher, stored);
                int length = chunks.storedLength(number);
                pace.accept(length);
                to.writeFully(ByteBuffer.wrap(stored, 0, length), chunks.place(number));
            }
            to.writeFully(ByteBuffer.allocate(RESEALED_TAIL_BYTES), chunks.fileBytes() - RESEALED_TAIL_BYTES);
            to.force(true);
        }
    }

    /** Reads both again, the new one as its readers will. */
    private void requireSame(StorageFile from) {
        byte[] plain = new byte[CHUNK_BYTES];
        byte[] again = new byte[CHUNK_BYTES];
        String fullName = storage.describe(made);
        try (StorageFile file = ResealedFile.of(storage.open(made, OpenMode.READ), made, fullName, sealing)) {
            for (int number = 0; number < chunks.count(); number++) {
                read(from, plain, number);
                read(file, again, number);
                int at = Arrays.mismatch(plain, 0, chunks.length(number), again, 0, chunks.length(number));
                if (at >= 0) {
                    throw new CorruptLogException(
                            fullName,
                            chunks.place(number),
                            segment.firstLsn(),
                            "the bytes of the segment from byte " + chunks.position(number),
                            "another byte at " + (chunks.position(number) + at),
                            null);
                }
            }
        }
    }

    private void read(StorageFile file, byte[] target, int number) {
        int length = chunks.length(number);
        int read = file.readFully(ByteBuffer.wrap(target, 0, length), chunks.position(number));
        Arrays.fill(target, read, length, (byte) 0); // a file cut off meanwhile will not compare
    }

    /** A segment that a checkpoint removed meanwhile does not come back. */
    private void takePlace() {
        if (!storage.exists(name)) {
            storage.delete(made);
            return;
        }
        storage.rename(made, name);
        storage.syncDirectory(LogNames.DIRECTORY);
    }
}
