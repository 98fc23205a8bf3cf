// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.ReadableStore;
import io.duramen.commit.StoreDamagedException;
import io.duramen.commit.StoreOptions;
import io.duramen.commit.StoreVersionException;
import io.duramen.storage.Storage;
import io.duramen.wal.AnchorDamagedException;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.ForeignDirectoryException;
import io.duramen.wal.LogMissingException;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.RollbackDetectedException;
import io.duramen.wal.WriteAheadLog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens a store for reading, without its lock: the last version that can be verified, and what stands against the rest. A
 * store that another process writes to may replace its manifests meanwhile; then it is begun again.
 */
final class ReadOnlyOpening {
    private static final int ATTEMPTS = 5;

    private final Storage storage;
    private final StoreOptions options;

    ReadOnlyOpening(Storage storage, StoreOptions options) {
        this.storage = storage;
        this.options = options;
    }

    ReadableStore run() {
        return run(null);
    }

    /** Opens what something is known to stand against. */
    ReadableStore run(@Nullable String known) {
        for (int attempt = 1; ; attempt++) {
            Generations generations = new Generations(storage, options.sealing());
            if (!generations.exist()) {
                throw new StorePresence(storage, options.wal()).missing();
            }
            boolean last = attempt == ATTEMPTS;
            ReadableStore store = open(generations, last, known);
            if (store != null) {
                return store;
            }
        }
    }

    private @Nullable ReadableStore open(Generations generations, boolean last, @Nullable String known) {
        ReportDraft draft = new ReportDraft(storage.describe(""), true);
        List<Generation> loaded = new ArrayList<>();
        generations.next().ifPresent(loaded::add);
        if (loaded.isEmpty()) {
            if (last || generations.stillCurrent()) {
                throw generations.damaged();
            }
            return null;
        }
        draft.loaded();
        RootWitness witness = RootWitness.read(storage, options.sealing());
        if (witness.problem() != null) {
            generations.reject(witness.problem());
        }
        AnchorCheck anchor = new AnchorCheck(storage.describe(""), storage.describe(Names.LOG), options);
        ReadableLog log = log(loaded.get(0).manifest());
        try {
            long started = System.nanoTime();
            Best best = best(log, generations, loaded.get(0), witness);
            if (best.outcome().problem() != null && !last && !generations.stillCurrent()) {
                log.close();
                return null;
            }
            draft.replayed(started);
            String found = damage(log, generations, best, anchor);
            draft.damage = found == null ? known : found;
            draft.foreign.addAll(new Tidying(storage).foreign());
            var report =
                    draft.finish(best.generation().manifest(), generations.rejected(), best.outcome(), log.recovery());
            return new ReadOnlyStore(storage, options, log, best.outcome().version(), report);
        } catch (RuntimeException | Error e) {
            log.close();
            throw e;
        }
    }

    /** Opens the log. If nothing can be read of it, the checkpoint still can. */
    private ReadableLog log(Manifest manifest) {
        try {
            return WriteAheadLog.openReadOnly(storage, LogSideAnchor.readOnly(options));
        } catch (CorruptLogException e) {
            return new LostLog(manifest.storeId(), e);
        } catch (LogMissingException | ForeignDirectoryException e) {
            return new LostLog(
                    manifest.storeId(),
                    new CorruptLogException(
                            storage.describe(Names.LOG),
                            -1,
                            1,
                            "the log",
                            "none",
                            "there is the manifest of generation " + manifest.generation()));
        }
    }

    /** A generation and how far it leads. */
    private record Best(Generation generation, Replay.Outcome outcome) {}

    /** Returns the generation that leads furthest; of two that lead as far, the one to which nothing is the matter. */
    private Best best(ReadableLog log, Generations generations, Generation first, RootWitness witness) {
        Replay replay =
                new Replay(log, storage.describe(Names.LOG), options.wal().progress(), witness);
        Best best = new Best(first, replay(replay, first));
        while (best.outcome().problem() != null) {
            generations.reject("generation " + best.generation().manifest().generation() + ": "
                    + best.outcome().problem());
            Generation older = generations.next().orElse(null);
            if (older == null) {
                break;
            }
            Best found = new Best(older, replay(replay, older));
            long further =
                    found.outcome().version().lsn() - best.outcome().version().lsn();
            if (further < 0 || (further == 0 && found.outcome().problem() != null)) {
                break;
            }
            best = found;
        }
        return best;
    }

    private static Replay.Outcome replay(Replay replay, Generation generation) {
        try {
            return replay.fast(generation.manifest(), generation.base());
        } catch (DamagedException | CorruptLogException | StoreVersionException e) {
            return replay.careful(generation.manifest(), generation.base(), (lsn, root) -> {});
        }
    }

    private @Nullable String damage(ReadableLog log, Generations generations, Best best, AnchorCheck anchor) {
        CorruptLogException damage = log.recovery().damage();
        if (damage != null) {
            return damage.getMessage();
        }
        if (best.outcome().problem() != null) {
            return best.outcome().problem();
        }
        try {
            Opening.checkTogether(storage.describe(""), generations.intact(), log);
            anchor.require(generations.intact(), log, best.outcome().version());
            return null;
        } catch (StoreDamagedException | RollbackDetectedException | AnchorDamagedException e) {
            return e.getMessage();
        }
    }
}
