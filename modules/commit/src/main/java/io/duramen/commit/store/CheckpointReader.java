// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.merkle.Root;
import io.duramen.crypto.EpochDestroyedException;
import io.duramen.crypto.KeyRefusedException;
import io.duramen.crypto.SealException;
import io.duramen.crypto.Sealing;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of checkpoints and checks all of each against itself and what its manifest says of it: length, digest,
 * checksums, order, counts. The root remains to be computed from the entries.
 */
final class CheckpointReader {

    /** Takes a file's entries, in order. Nothing may be done with them until the whole file is read. */
    interface Sink {
        void accept(StoredEntry entry) throws DamagedException;
    }

    /**
     * What a file says of itself.
     *
     * @param lsn the last transaction before it was written
     * @param entries how many entries it has
     * @param root the root of the state it leads to
     */
    record Contents(long lsn, long entries, Root root) {}

    /** Where the files of a checkpoint are. */
    interface Place {
        /** Returns the name of a file. */
        String of(CheckpointFile file);
    }

    private final Storage storage;
    private final @Nullable Sealing sealing;
    private final Place place;

    CheckpointReader(Storage storage, @Nullable Sealing sealing) {
        this(storage, sealing, CheckpointFile::name);
    }

    CheckpointReader(Storage storage, @Nullable Sealing sealing, Place place) {
        this.storage = storage;
        this.sealing = sealing;
        this.place = place;
    }

    /** Returns the full name of a file, as it is shown to people. */
    String shown(CheckpointFile file) {
        return storage.describe(place.of(file));
    }

    /**
     * Reads a file.
     *
     * @param storeId the store it must belong to
     * @param expected the file, its length and digest
     * @param sink takes the entries
     * @return what it says of itself
     * @throws DamagedException if it is not as it was written
     */
    Contents read(UUID storeId, CheckpointFile expected, Sink sink) throws DamagedException {
        try {
            return readOnce(storeId, expected, sink);
        } catch (EpochDestroyedException e) {
            return readOnce(
                    storeId, expected, sink); // its key was re-wrapped between opening the file and asking for it
        }
    }

    private Contents readOnce(UUID storeId, CheckpointFile expected, Sink sink) throws DamagedException {
        String shown = shown(expected);
        try (StorageFile file = storage.open(place.of(expected), OpenMode.READ)) {
            if (file.size() != expected.length()) {
                throw new DamagedException(shown, expected.length() + " bytes", file.size() + " bytes");
            }
            FileDigest digest = new FileDigest(sealing);
            InputStream stored = new BufferedInputStream(digest.of(new StorageInput(file)), 64 << 10);
            Contents contents =
                    new BlockReader(shown, storeId, expected, sink).readAll(opened(storeId, expected, stored));
            stored.transferTo(OutputStream.nullOutputStream());
            Digest32 found = digest.finish();
            if (!found.equals(expected.sha256())) {
                throw new DamagedException(shown, "a digest of " + expected.sha256(), found.toString());
            }
            return contents;
        } catch (StorageException e) {
            if (e.kind() == StorageException.Kind.NOT_FOUND) {
                throw new DamagedException(shown, "the checkpoint's file", "none");
            }
            throw e;
        } catch (KeyRefusedException | EpochDestroyedException e) {
            throw e;
        } catch (SealException | IOException e) {
            throw new DamagedException(shown, "a file as it was sealed", String.valueOf(e.getMessage()));
        }
    }

    private InputStream opened(UUID storeId, CheckpointFile file, InputStream stored) throws IOException {
        return sealing == null
                ? stored
                : sealing.openStream(CheckpointLayout.context(file.kind(), storeId, file.generation()), stored);
    }
}
