// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.base.Pace;
import io.duramen.commit.CheckpointReceipt;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an open store's checkpoints and snapshots. A file's header has no second place, so that a file with another
 * header is written beside it, forced, read back and renamed over it; what the key seals is copied as it is.
 */
final class CheckpointKeys implements KeyHolder {
    /** That of the manifest and that of the previous one. */
    private static final int CHECKPOINTS_KEPT = 2;

    private final Storage storage;
    private final KeyEpochs epochs;
    private final Checkpoints checkpoints;
    private final UUID storeId;
    private final StreamHeaders headers;
    private final HeaderCopy copy;
    private final CheckpointRunner runner;
    private final SnapshotResealing snapshots;
    private final Set<String> done = new HashSet<>(); // names that need nothing, under the epoch below
    private int doneUnder;
    private final Set<String> tried = new HashSet<>(); // snapshots that were to be sealed anew, under the epoch below
    private int renewals; // checkpoints that were
    private int triedUnder;

    private CheckpointKeys(
            Storage storage,
            Sealing sealing,
            KeyEpochs epochs,
            Checkpoints checkpoints,
            CheckpointRunner runner,
            UUID storeId,
            Supplier<String> freeSnapshotId) {
        this.storage = storage;
        this.epochs = epochs;
        this.checkpoints = checkpoints;
        this.storeId = storeId;
        this.runner = runner;
        this.snapshots = new SnapshotResealing(storage, sealing, storeId, checkpoints, freeSnapshotId);
        this.headers = new StreamHeaders(storage, epochs, sealing.streamHeaderBytes());
        this.copy = new HeaderCopy(storage, sealing);
    }

    /** The keys of an open store. */
    static CheckpointKeys of(
            Storage storage,
            @Nullable Sealing sealing,
            Checkpoints checkpoints,
            CheckpointRunner runner,
            UUID storeId,
            Supplier<String> freeSnapshotId) {
        Sealing with = StreamHeaders.required(storage, sealing);
        return new CheckpointKeys(
                storage, with, StreamHeaders.epochs(with), checkpoints, runner, storeId, freeSnapshotId);
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
        int active = active();
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

    /**
     * A checkpoint cannot be sealed anew as it is, because its manifest has the digests of its files: a whole one is written of
     * the state now, and another, so that the previous manifest names none of before either.
     */
    @Override
    public long reencryptNext(LongConsumer pace) {
        checkpoints.checkOpen();
        int active = active();
        if (active != triedUnder) {
            triedUnder = active;
            renewals = 0;
            tried.clear();
        }
        List<SealedFile> older = SealedFile.all(storage).stream()
                .filter(file -> !headers.isMadeUnder(file.name(), active))
                .toList();
        if (renewals < CHECKPOINTS_KEPT && older.stream().anyMatch(file -> !file.isInSnapshot())) {
            renewals++;
            CheckpointReceipt written = runner.call(() -> checkpoints.sealAnew(Pace.telling(pace)));
            return Math.max(1, written.bytes());
        }
        for (SealedFile file : older) {
            if (file.isInSnapshot() && tried.add(file.snapshot())) {
                long written = runner.call(() -> snapshots.run(file.snapshot(), id -> isMadeUnder(id, active), pace));
                if (written > 0) {
                    return written;
                }
            }
        }
        return 0;
    }

    private boolean isMadeUnder(String snapshot, int epoch) {
        return SealedFile.all(storage).stream()
                .filter(file -> file.isInSnapshot() && file.snapshot().equals(snapshot))
                .allMatch(file -> headers.isMadeUnder(file.name(), epoch));
    }

    private int active() {
        return epochs.all().get(epochs.all().size() - 1).number();
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
