// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.phoenix;

import static io.duramen.legacy.phoenix.SnapshotLayout.*;

import io.duramen.legacy.families.Findings.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which snapshot an import takes: the one asked for, or else the only complete one. Nothing on disk says which of several is
 * the newest, so there somebody has to say it.
 *
 * @param snapshot the snapshot, or {@code null} if there is a problem
 * @param problem why there is none, or {@code null}
 */
record SnapshotChoice(@Nullable Snapshot snapshot, @Nullable Refusal problem) {
    private static final String CHOOSE = "name a complete snapshot with --snapshot ID";

    static SnapshotChoice of(List<Snapshot> snapshots, @Nullable String selected) {
        List<Snapshot> meant = snapshots.stream()
                .filter(snapshot ->
                        selected == null ? snapshot.isComplete() : snapshot.id().equals(selected))
                .toList();
        if (meant.isEmpty()) {
            return none(snapshots, selected);
        }
        Snapshot only = meant.get(0);
        if (meant.size() > 1) {
            return problem(
                    "SNAPSHOT_AMBIGUOUS",
                    DIRECTORY,
                    meant.size() + " snapshots are complete, and nothing says which is the newest");
        }
        return only.isComplete() ? fitting(only) : incomplete(only);
    }

    private static SnapshotChoice fitting(Snapshot snapshot) {
        for (SnapshotFile file : snapshot.files()) {
            if (file.size() > MAX_FILE_BYTES) {
                return problem(
                        "VALUE_TOO_LARGE",
                        snapshot.file(file.path()),
                        "it has " + file.size() + " bytes, and a value at most " + MAX_FILE_BYTES);
            }
        }
        return new SnapshotChoice(snapshot, null);
    }

    private static SnapshotChoice none(List<Snapshot> snapshots, @Nullable String selected) {
        if (selected == null && !snapshots.isEmpty()) {
            return incomplete(snapshots.get(0));
        }
        return problem(
                "SNAPSHOT_MISSING",
                DIRECTORY,
                selected == null ? "there is no snapshot" : "there is no snapshot of the id asked for");
    }

    private static SnapshotChoice incomplete(Snapshot snapshot) {
        return problem(SNAPSHOT_INCOMPLETE, snapshot.root(), "it was cut off while it was made");
    }

    private static SnapshotChoice problem(String code, String file, String found) {
        return new SnapshotChoice(null, new Refusal(code, file, found, CHOOSE));
    }
}
