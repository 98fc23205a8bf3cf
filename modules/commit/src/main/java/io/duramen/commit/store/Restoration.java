// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.RestorePoint;
import io.duramen.commit.RestorePointGoneException;
import io.duramen.commit.RestoreReport;
import io.duramen.commit.StoreDamagedException;
import io.duramen.commit.StoreOptions;
import io.duramen.commit.merkle.MerkleMap;
import io.duramen.storage.Storage;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WriteAheadLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes a new store of what another was at some moment. The other is only read, without its lock. The new one has an identity
 * and a log of its own, the old one's salt, and so the old one's root.
 */
final class Restoration {
    private final Storage source;
    private final StoreOptions options;
    private final StoredSnapshots snapshots;
    private final List<String> problems = new ArrayList<>();

    Restoration(Storage source, StoreOptions options) {
        this.source = source;
        this.options = options;
        this.snapshots = new StoredSnapshots(source, options.sealing());
    }

    /** Where a restore can begin: a checkpoint or a snapshot. */
    private record Start(String name, Manifest manifest, CheckpointReader reader) {
        static Start of(StoredSnapshot snapshot, StoredSnapshots snapshots) {
            return new Start("snapshot " + snapshot.id(), snapshot.manifest(), snapshots.reader(snapshot.id()));
        }
    }

    /** The state at the moment, and how it was reached. */
    private record Found(Start start, Replay.Outcome outcome) {
        MerkleMap map() {
            return outcome.version().map();
        }
    }

    RestoreReport run(RestorePoint point, Storage target, StoreOptions targetOptions) {
        Found found = point instanceof RestorePoint.AtLsn at ? find(at.lsn()) : find((RestorePoint.OfSnapshot) point);
        RestoredState state = new RestoredState(
                target, targetOptions, found.map(), found.outcome().transactionId());
        UUID storeId;
        try (WriteAheadLog log = new Creation(target, targetOptions, state).run()) {
            storeId = log.logId();
        }
        return new RestoreReport(
                source.describe(""),
                target.describe(""),
                storeId,
                found.start().name(),
                found.start().manifest().lsn(),
                found.outcome().transactions(),
                found.outcome().version().lsn(),
                found.map().root(),
                found.map().size());
    }

    private Found find(RestorePoint.OfSnapshot point) {
        Start start = Start.of(snapshots.stored(point.idOrName()), snapshots);
        MerkleMap map = load(start);
        if (map == null) {
            throw new StoreDamagedException(source.describe(""), problems);
        }
        return asItIs(start, map);
    }

    private static Found asItIs(Start start, MerkleMap map) {
        Manifest manifest = start.manifest();
        Version version = Version.durable(manifest.lsn(), manifest.lsn(), map, 0);
        return new Found(start, new Replay.Outcome(version, 0, 0, List.of(), manifest.transactionId(), null));
    }

    private @Nullable MerkleMap load(Start start) {
        try {
            return new CheckpointCheck(start.reader()).load(start.manifest(), file -> {});
        } catch (DamagedException e) {
            problems.add(e.problem());
            return null;
        }
    }

    private Found find(long lsn) {
        List<Start> starts = starts();
        for (Start start : starts) {
            if (start.manifest().lsn() == lsn) {
                MerkleMap map = load(start);
                if (map != null) {
                    return asItIs(start, map);
                }
            }
        }
        try (ReadableLog log = WriteAheadLog.openReadOnly(source, options.wal())) {
            for (Start start : starts) {
                if (reaches(log, start, lsn)) {
                    Found found = replay(log, start, lsn);
                    if (found != null) {
                        return found;
                    }
                }
            }
            if (!problems.isEmpty()) {
                throw new StoreDamagedException(source.describe(""), problems);
            }
            throw new RestorePointGoneException(source.describe(""), lsn, reachable(log, starts));
        }
    }

    /** Returns every checkpoint and snapshot there is, the newest first. */
    private List<Start> starts() {
        List<Start> starts = new ArrayList<>();
        CheckpointReader reader = new CheckpointReader(source, options.sealing());
        Generations generations = new Generations(source, options.sealing());
        if (!generations.exist()) {
            throw new StorePresence(source, options.wal()).missing();
        }
        for (Manifest manifest : generations.intact()) {
            starts.add(new Start("checkpoint " + manifest.generation(), manifest, reader));
        }
        snapshots.sound(problems).forEach(snapshot -> starts.add(Start.of(snapshot, snapshots)));
        problems.clear(); // a damaged one that nobody asked for is in nobody's way
        starts.sort(Comparator.comparingLong((Start start) -> start.manifest().lsn())
                .reversed());
        return starts;
    }

    private static boolean reaches(ReadableLog log, Start start, long lsn) {
        long from = start.manifest().lsn();
        return from < lsn && log.firstLsn() <= from + 1 && lsn <= log.durableLsn();
    }

    private @Nullable Found replay(ReadableLog log, Start start, long lsn) {
        MerkleMap map = load(start);
        if (map == null) {
            return null;
        }
        Replay replay = new Replay(
                new LogUpTo(log, lsn),
                source.describe(Names.LOG),
                options.wal().progress(),
                RootWitness.ofNothing(source));
        try {
            return new Found(start, replay.fast(start.manifest(), map));
        } catch (DamagedException e) {
            problems.add(e.problem());
        } catch (CorruptLogException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return null;
    }

    private static List<String> reachable(ReadableLog log, List<Start> starts) {
        List<String> reachable = new ArrayList<>();
        for (Start start : starts) {
            long from = start.manifest().lsn();
            boolean more = log.firstLsn() <= from + 1 && log.durableLsn() > from;
            String range = more ? from + " to " + log.durableLsn() : Long.toString(from);
            if (!reachable.contains(range)) {
                reachable.add(range);
            }
        }
        return reachable;
    }
}
