// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.base.Progress;
import io.duramen.commit.VerificationReport;
import io.duramen.commit.merkle.MerkleMap;
import io.duramen.commit.merkle.Root;
import io.duramen.crypto.Sealing;
import io.duramen.storage.Storage;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.ReadableLog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks everything a store holds against everything else it holds. */
final class Verification {
    private final Storage storage;
    private final @Nullable Sealing sealing;
    private final ReadableLog log;
    private final Progress progress;
    private final List<String> problems = new ArrayList<>();

    Verification(Storage storage, @Nullable Sealing sealing, ReadableLog log, Progress progress) {
        this.storage = storage;
        this.sealing = sealing;
        this.log = log;
        this.progress = progress;
    }

    VerificationReport run() {
        CorruptLogException damage = log.recovery().damage();
        if (damage != null) {
            problems.add(String.valueOf(damage.getMessage()));
        }
        Generations generations = new Generations(storage, sealing);
        RootWitness witness = RootWitness.read(storage, sealing); // before it is asked how long the log is
        if (witness.problem() != null) {
            problems.add(witness.problem());
        }
        int checkpoints = checkFiles(generations.intact());
        Generation oldest = null;
        for (Generation next = generations.next().orElse(null);
                next != null;
                next = generations.next().orElse(null)) {
            oldest = next;
        }
        generations.rejected().stream().filter(p -> !problems.contains(p)).forEach(problems::add);
        int manifests = generations.intact().size();
        if (oldest == null) {
            Root none = MerkleMap.empty(new byte[MerkleMap.SALT_BYTES]).root();
            return new VerificationReport(manifests, checkpoints, 0, 0, none, problems);
        }
        Replay.Outcome outcome = replay(generations.intact(), oldest, witness);
        Version version = outcome.version();
        return new VerificationReport(
                manifests,
                checkpoints,
                outcome.transactions(),
                version.lsn(),
                version.map().root(),
                problems);
    }

    private int checkFiles(List<Manifest> manifests) {
        int sound = 0;
        for (Manifest manifest : manifests) {
            progress.update("reading checkpoints", sound, manifests.size());
            String problem = new CheckpointCheck(new CheckpointReader(storage, sealing)).problem(manifest);
            if (problem != null) {
                problems.add(problem);
            } else if (manifest.newest() != null) {
                sound++;
            }
        }
        return sound;
    }

    private Replay.Outcome replay(List<Manifest> manifests, Generation oldest, RootWitness witness) {
        Replay replay = new Replay(log, storage.describe(Names.LOG), progress, witness);
        Replay.Outcome outcome = replay.careful(oldest.manifest(), oldest.base(), (lsn, root) -> {
            for (Manifest manifest : manifests) {
                if (manifest.lsn() == lsn && !manifest.root().equals(root)) {
                    problems.add("the manifest of generation " + manifest.generation() + ": expected root " + root
                            + " after record " + lsn + ", found " + manifest.root());
                }
            }
        });
        if (outcome.problem() != null) {
            problems.add(outcome.problem());
        }
        for (Manifest manifest : manifests) {
            if (outcome.problem() == null && manifest.lsn() > outcome.version().lsn()) {
                problems.add("the manifest of generation " + manifest.generation() + ": expected a record up to "
                        + outcome.version().lsn() + ", found " + manifest.lsn());
            }
        }
        return outcome;
    }
}
