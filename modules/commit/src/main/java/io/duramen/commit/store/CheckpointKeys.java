// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.crypto.KeyEpochs;
import io.duramen.crypto.KeyHolder;
import io.duramen.crypto.KeyUse;
import io.duramen.crypto.SealException;
import io.duramen.crypto.Sealing;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an open store's checkpoints and snapshots. A file's header has no second place, so that a file with another
 * header is written beside it, forced, read back and renamed over it; what the key seals is copied as it is.
 */
final class CheckpointKeys implements KeyHolder {
    private final Storage storage;
    private final KeyEpochs epochs;
    private final Checkpoints checkpoints;
    private final UUID storeId;
    private final StreamHeaders headers;
    private final HeaderCopy copy;
    private final Set<String> done = new HashSet<>(); // names that need nothing, under the epoch below
    private int doneUnder;

    private CheckpointKeys(Storage storage, Sealing sealing, KeyEpochs epochs, Checkpoints checkpoints, UUID storeId) {
        this.storage = storage;
        this.epochs = epochs;
        this.checkpoints = checkpoints;
        this.storeId = storeId;
        this.headers = new StreamHeaders(storage, epochs, sealing.streamHeaderBytes());
        this.copy = new HeaderCopy(storage, sealing);
    }

    /** The keys of an open store. */
    static CheckpointKeys of(Storage storage, @Nullable Sealing sealing, Checkpoints checkpoints, UUID storeId) {
        Sealing with = StreamHeaders.required(storage, sealing);
        return new CheckpointKeys(storage, with, StreamHeaders.epochs(with), checkpoints, storeId);
    }

    @Override
    public UUID id() {
        return storeId;
    }

    /** What is begun from now on is under the active epoch; what was begun before is waited for. */
    @Override
    public Optional<Long> renew() {
        checkpoints.checkOpen();
        checkpoints.whileNothingIsWritten(() -> storeId);
        return Optional.empty();
    }

    @Override
    public long rewrapNext(LongConsumer pace) {
        checkpoints.checkOpen();
        int active = epochs.all().get(epochs.all().size() - 1).number();
        if (active != doneUnder) {
            doneUnder = active;
            done.clear();
        }
        List<SealedFile> files = SealedFile.all(storage);
        for (SealedFile file : files) {
            if (done.add(file.name())) {
                byte[] header = headers.read(file.name());
                Integer epoch = header == null ? null : headers.epoch(file.name(), header);
                if (header != null && epoch != null && epoch != active) {
                    long written = rewrap(file, header, files, pace);
                    if (written > 0) {
                        return written;
                    }
                }
            }
        }
        return 0;
    }

    private long rewrap(SealedFile file, byte[] old, List<SealedFile> all, LongConsumer pace) {
        try {
            String context = CheckpointLayout.context(file.kind(), storeId, file.generation());
            byte[] header = epochs.rewrapStream(context, old);
            String twin = twin(file, all);
            long written = copy.write(file.name(), twin, context, header, pace);
            checkpoints.whileResting(() -> {
                copy.publish(file.name());
                return file;
            });
            return written;
        } catch (SealException damaged) {
            copy.giveUp(file.name());
            return 0; // whoever counts finds it
        } catch (StorageException e) {
            copy.giveUp(file.name());
            if (e.kind() != StorageException.Kind.NOT_FOUND) {
                throw e;
            }
            return 0; // it was removed meanwhile
        }
    }

    /** Returns another name of what is the same file, re-wrapped already: the two are to be one again. */
    private @Nullable String twin(SealedFile file, List<SealedFile> all) {
        for (SealedFile other : all) {
            Integer epoch = other.isSameAs(file) && done.contains(other.name()) ? headers.epoch(other.name()) : null;
            if (epoch != null && epoch == doneUnder && copy.holdTheSame(file.name(), other.name())) {
                return other.name();
            }
        }
        return null;
    }

    @Override
    public KeyUse count() {
        checkpoints.checkOpen();
        return checkpoints.whileNothingIsWritten(headers::count);
    }

    /** Counts what stands in a store's directory beside its log; if somebody writes there meanwhile, roughly. */
    static KeyUse count(Storage storage, @Nullable Sealing sealing) {
        return StreamHeaders.of(storage, sealing).count();
    }
}
