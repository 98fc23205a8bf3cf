// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.crypto.KeyEpochs;
import io.duramen.crypto.KeyUse;
import io.duramen.crypto.SealException;
import io.duramen.crypto.Sealing;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the headers of sealed checkpoints and snapshots, to tell under which epochs they stand. */
final class StreamHeaders {
    private final Storage storage;
    private final KeyEpochs epochs;
    private final int headerBytes;

    StreamHeaders(Storage storage, KeyEpochs epochs, int headerBytes) {
        this.storage = storage;
        this.epochs = epochs;
        this.headerBytes = headerBytes;
    }

    static StreamHeaders of(Storage storage, @Nullable Sealing sealing) {
        Sealing with = required(storage, sealing);
        return new StreamHeaders(storage, epochs(with), with.streamHeaderBytes());
    }

    static Sealing required(Storage storage, @Nullable Sealing sealing) {
        if (sealing == null) {
            throw new IllegalStateException("no key was given for the store in " + storage.describe(""));
        }
        return sealing;
    }

    static KeyEpochs epochs(Sealing sealing) {
        return sealing.epochs()
                .orElseThrow(() -> new UnsupportedOperationException("what seals this store cannot rotate its keys"));
    }

    KeyUse count() {
        Map<Integer, List<String>> files = new TreeMap<>();
        List<String> unknown = new ArrayList<>();
        List<String> older = new ArrayList<>();
        for (SealedFile file : SealedFile.all(storage)) {
            count(file.name(), files, unknown, older);
        }
        for (String name : SealedFile.quarantined(storage)) {
            count(name, files, new ArrayList<>(), older); // one that is damaged is there because it is
        }
        return new KeyUse(files, unknown, older);
    }

    private void count(String name, Map<Integer, List<String>> files, List<String> unknown, List<String> older) {
        byte[] header = read(name);
        Integer epoch = header == null ? null : epoch(name, header);
        int active = epochs.all().get(epochs.all().size() - 1).number();
        if (header != null && epoch != null) {
            files.computeIfAbsent(epoch, e -> new ArrayList<>()).add(storage.describe(name));
            if (epoch != active || epochs.isRewrappedStream(name, header)) {
                older.add(storage.describe(name));
            }
        } else if (header != null) {
            unknown.add(storage.describe(name));
        }
    }

    /** Tells whether a file is sealed under a key that was made in an epoch; one that is gone needs none. */
    boolean isMadeUnder(String name, int epoch) {
        byte[] header = read(name);
        if (header == null) {
            return true;
        }
        try {
            return epochs.ofStream(name, header) == epoch && !epochs.isRewrappedStream(name, header);
        } catch (SealException damaged) {
            return false;
        }
    }

    /** The epoch a file stands under, {@code null} if it is gone or its header damaged. */
    @Nullable
    Integer epoch(String name) {
        byte[] header = read(name);
        return header == null ? null : epoch(name, header);
    }

    /** The epoch a header names, {@code null} if it is damaged. */
    @Nullable
    Integer epoch(String name, byte[] header) {
        try {
            return epochs.ofStream(name, header);
        } catch (SealException damaged) {
            return null;
        }
    }

    /** Returns the first bytes of a file, {@code null} if it is gone. */
    byte @Nullable [] read(String name) {
        byte[] header = new byte[headerBytes];
        try (StorageFile file = storage.open(name, OpenMode.READ)) {
            file.readFully(ByteBuffer.wrap(header), 0);
            return header;
        } catch (StorageException e) {
            if (e.kind() != StorageException.Kind.NOT_FOUND) {
                throw e;
            }
            return null;
        }
    }
}
