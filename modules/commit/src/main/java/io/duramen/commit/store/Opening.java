// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.base.DuramenException;
import io.duramen.base.Event;
import io.duramen.base.Progress;
import io.duramen.commit.RecoveryReport;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreDamagedException;
import io.duramen.commit.StoreFullException;
import io.duramen.commit.StoreOptions;
import io.duramen.storage.Storage;
import io.duramen.wal.ForeignDirectoryException;
import io.duramen.wal.LogMissingException;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.RollbackDetectedException;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.spi.Anchor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens a store: finds the newest generation whose checkpoint is as it was written, replays the log behind it, and accepts
 * the result only if its root is the one recorded; else the older generation has to do. Nothing is changed before a state is
 * accepted but what the log's own recovery does.
 */
final class Opening {
    private final Storage storage;
    private final StoreOptions options;
    private final String directory;
    private final Progress progress;
    private final ReportDraft draft;

    Opening(Storage storage, StoreOptions options) {
        this.storage = storage;
        this.options = options;
        this.directory = storage.describe("");
        this.progress = options.wal().progress();
        this.draft = new ReportDraft(directory, false);
    }

    /** A generation and what the log made of it. */
    private record Accepted(Generation generation, Replay.Outcome outcome) {}

    StateStore run(Supplier<WriteAheadLog> logOpener) {
        try {
            return open(logOpener);
        } catch (DuramenException e) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("directory", directory);
            facts.put("code", e.code());
            facts.put("message", String.valueOf(e.getMessage()));
            tell("recovery.failed", facts);
            if (SafeModeOpening.isFor(e, options)) {
                return new SafeModeOpening(storage, options).run(e);
            }
            throw e;
        }
    }

    private StateStore open(Supplier<WriteAheadLog> logOpener) {
        // Read before the log is opened, so that a store that cannot be opened stays as it is.
        Generations generations = new Generations(storage, options.sealing());
        if (!generations.exist()) {
            throw new StorePresence(storage, options.wal()).missing();
        }
        progress.update("loading the checkpoint", 0, 1);
        Generation first = generations.next().orElseThrow(generations::damaged);
        progress.update("loading the checkpoint", 1, 1);
        WriteAheadLog log = openLog(logOpener, first.manifest());
        try {
            if (!generations.stillCurrent()) { // somebody had it open until just now
                generations = new Generations(storage, options.sealing());
                first = generations.next().orElseThrow(generations::damaged);
            }
            draft.loaded();
            return open(log, generations, first);
        } catch (RuntimeException | Error e) {
            closeQuietly(log, e);
            throw e;
        }
    }

    /** Where a manifest is, the log cannot be missing. */
    private WriteAheadLog openLog(Supplier<WriteAheadLog> opener, Manifest manifest) {
        try {
            return opener.get();
        } catch (LogMissingException | ForeignDirectoryException e) {
            throw new StoreDamagedException(
                    directory,
                    List.of(storage.describe(Names.LOG) + ": expected the log of the manifest of generation "
                            + manifest.generation() + ", found none"));
        }
    }

    static void closeQuietly(ReadableLog log, Throwable cause) {
        try {
            log.close();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private StateStore open(WriteAheadLog log, Generations generations, Generation first) {
        checkTogether(directory, generations.intact(), log);
        RestoreMark.complete(log, first.manifest());
        long started = System.nanoTime();
        AnchorCheck anchor = new AnchorCheck(directory, storage.describe(Names.LOG), options);
        RootWitness witness = RootWitness.read(storage, options.sealing());
        if (witness.problem() != null) {
            generations.reject(witness.problem());
        }
        Accepted accepted = accept(log, generations, first, anchor, witness);
        draft.replayed(started);
        check(anchor, generations.intact(), log, accepted.outcome().version());
        Manifest used = accepted.generation().manifest();
        Version start = new Aborts(log, options.wal().maxRecordBytes()).write(accepted.outcome());
        RootPublisher roots = witness.publisher(options, used.storeId(), start);
        Sequencer sequencer =
                new Sequencer(log, directory, options, start, accepted.outcome().transactionId(), roots);
        Tidying tidying = new Tidying(storage);
        Checkpoints checkpoints = new Checkpoints(
                storage,
                sequencer,
                options.sealing(),
                new ManifestPair(storage, log, options.sealing(), accepted.generation(), generations.intact()),
                1 + highest(generations.intact(), tidying));
        progress.update("tidying up", 0, 1);
        draft.foreign.addAll(tidying.foreign());
        draft.foreign.addAll(SnapshotTidying.foreign(storage));
        tidying.removeTemporary();
        witness.settle(roots, start, tidying, draft);
        if (generations.rejected().isEmpty()) {
            tidying.removeUnfinishedFiles();
            tidying.removeCheckpointsExcept(Manifest.generationsOf(generations.intact()));
        } else {
            mend(accepted, generations, tidying, checkpoints);
        }
        draft.deleted.addAll(tidying.deleted());
        draft.deleted.addAll(new SnapshotTidying(storage).removeUnfinished());
        progress.update("tidying up", 1, 1);
        AnchorKeeper keeper = keeper(log, sequencer, checkpoints);
        RecoveryReport report = draft.finish(used, generations.rejected(), accepted.outcome(), log.recovery());
        tell("recovery.completed", facts(report));
        return new JournalStore(storage, options, log, sequencer, checkpoints, keeper, report);
    }

    /** Refuses a store that is older than its anchor, unless that was accepted by name. */
    private void check(AnchorCheck anchor, List<Manifest> manifests, WriteAheadLog log, Version version) {
        try {
            anchor.require(manifests, log, version);
        } catch (RollbackDetectedException e) {
            if (!options.acceptRollback()) {
                throw e;
            }
            tell("anchor.rollback-accepted", e.details());
        }
    }

    /** Moves the anchor to where the store was recovered to, and returns what keeps it there. */
    private @Nullable AnchorKeeper keeper(WriteAheadLog log, Sequencer sequencer, Checkpoints checkpoints) {
        Anchor anchor = options.anchor();
        if (anchor == null) {
            return null;
        }
        AnchorKeeper keeper = new AnchorKeeper(anchor, options, log, sequencer, checkpoints);
        if (options.acceptRollback()) {
            keeper.reset();
        } else {
            keeper.move();
        }
        return keeper;
    }

    /** Refuses a log that is not this store's, or that ends before what a manifest says was durable. */
    static void checkTogether(String directory, List<Manifest> manifests, ReadableLog log) {
        for (Manifest manifest : manifests) {
            if (!manifest.storeId().equals(log.logId())) {
                throw new StoreDamagedException(
                        directory,
                        List.of("the log is " + log.logId() + ", the manifest of generation " + manifest.generation()
                                + " belongs to " + manifest.storeId()));
            }
            if (manifest.lsn() > log.durableLsn()) {
                throw new StoreDamagedException(
                        directory,
                        List.of("the log ends with record " + log.durableLsn() + ", the manifest of generation "
                                + manifest.generation() + " covers record " + manifest.lsn()
                                + ": a part of the log was lost"));
            }
        }
    }

    private Accepted accept(
            WriteAheadLog log, Generations generations, Generation first, AnchorCheck anchor, RootWitness witness) {
        Replay replay = new Replay(log, storage.describe(Names.LOG), progress, witness);
        Generation generation = first;
        while (true) {
            try {
                return new Accepted(
                        generation, replay.fast(generation.manifest(), generation.base(), anchor.watched(), anchor));
            } catch (DamagedException e) {
                generations.reject("generation " + generation.manifest().generation() + ": " + e.problem());
                generation = generations.next().orElseThrow(generations::damaged);
            }
        }
    }

    private static long highest(List<Manifest> manifests, Tidying tidying) {
        long highest = 0;
        for (Manifest manifest : manifests) {
            highest = Math.max(highest, manifest.generation());
        }
        for (long generation : tidying.checkpoints()) {
            highest = Math.max(highest, generation);
        }
        return highest;
    }

    /** Makes two whole generations again of one; what was rejected is kept in the quarantine. */
    private void mend(Accepted accepted, Generations generations, Tidying tidying, Checkpoints checkpoints) {
        Generation used = accepted.generation();
        if (used.manifest().generation() == 0 && !storage.exists(Names.MANIFEST_PREVIOUS)) {
            ManifestFiles files = new ManifestFiles(storage); // a creation was interrupted between the two
            files.prepare(Names.MANIFEST_PREVIOUS, used.stored());
            files.publish(Names.MANIFEST_PREVIOUS);
            return;
        }
        draft.quarantined.addAll(tidying.quarantine(evidence(used, generations, tidying)));
        try {
            checkpoints.renew(accepted.outcome().version());
            draft.renewed = true;
        } catch (StoreFullException e) {
            System.getLogger("io.duramen.commit").log(System.Logger.Level.WARNING, e.getMessage());
        }
    }

    /** The damaged files, and checkpoints that a manifest may have named which cannot be read any more. */
    private static List<String> evidence(Generation used, Generations generations, Tidying tidying) {
        List<String> files = new ArrayList<>(generations.rejectedFiles());
        Set<Long> named = Manifest.generationsOf(generations.intact());
        for (long generation : tidying.checkpoints()) {
            if (!named.contains(generation) && generation > used.manifest().generation()) {
                files.add(Names.base(generation));
                files.add(Names.delta(generation));
            }
        }
        return files;
    }

    private static Map<String, Object> facts(RecoveryReport report) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("directory", report.directory());
        facts.put("storeId", report.storeId().toString());
        facts.put("generation", report.generation());
        facts.put("transactions", report.transactions());
        facts.put("rolledBack", report.rolledBack());
        facts.put("lsn", report.lsn());
        facts.put("root", report.root().toString());
        facts.put("keys", report.keys());
        facts.put("tornBytes", report.log().tornBytes());
        facts.put("rejected", report.rejected());
        facts.put("deleted", report.deleted());
        facts.put("quarantined", report.quarantined());
        return facts;
    }

    private void tell(String type, Map<String, Object> facts) {
        options.wal().events().accept(new Event(options.wal().clock().instant(), type, facts));
    }
}
