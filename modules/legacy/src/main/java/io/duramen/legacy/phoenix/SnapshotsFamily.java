// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.phoenix;

import static io.duramen.legacy.phoenix.SnapshotLayout.*;

import io.duramen.base.Progress;
import io.duramen.legacy.ImportDamage;
import io.duramen.legacy.LegacyKeys;
import io.duramen.legacy.families.Change;
import io.duramen.legacy.families.Findings;
import io.duramen.legacy.families.Findings.Refusal;
import io.duramen.legacy.families.LegacyFamily;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.Selection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads Phoenix's snapshots of a knowledge base. An import takes the one selected, or else the only one that is complete:
 * keys are the paths of its files, values their bytes. What was cut off is never restored.
 */
public final class SnapshotsFamily implements LegacyFamily {
    private static final String NOTE =
            "no metadata, timestamp or checksum is stored on disk; order of directory listing"
                    + " decides the legacy checksum, so it can only be matched, never trusted";

    /** Creates the family. */
    public SnapshotsFamily() {}

    @Override
    public String system() {
        return "phoenix";
    }

    @Override
    public String format() {
        return "kb-snapshot";
    }

    @Override
    public boolean recognises(LegacySource source) {
        return !ids(source).isEmpty();
    }

    private static List<String> ids(LegacySource source) {
        return source.list(DIRECTORY).stream()
                .filter(entry -> entry.endsWith("/"))
                .map(entry -> entry.substring(0, entry.length() - 1))
                .filter(SnapshotLayout::isSnapshot)
                .toList();
    }

    @Override
    public Findings read(LegacySource source, Selection selection, Progress progress) {
        List<Snapshot> snapshots = new ArrayList<>();
        List<ImportDamage> damage = new ArrayList<>(links(source));
        List<String> ids = ids(source);
        for (String id : ids) {
            progress.update("reading the snapshots", snapshots.size(), ids.size());
            Snapshot snapshot = Snapshot.read(source, id);
            snapshots.add(snapshot);
            damage.addAll(snapshot.damage());
        }
        progress.update("reading the snapshots", ids.size(), ids.size());
        SnapshotChoice choice = SnapshotChoice.of(snapshots, selection.snapshot());
        Snapshot chosen = choice.snapshot();
        return new Findings(
                fields(snapshots, chosen),
                chosen == null ? List.of() : changes(chosen),
                damage,
                choice.problem(),
                choice.problem() == null ? strictRefusal(damage) : choice.problem());
    }

    /** What has the name of a snapshot and is no directory. */
    private static List<ImportDamage> links(LegacySource source) {
        return source.list(DIRECTORY).stream()
                .filter(SnapshotLayout::isSnapshot)
                .map(name -> new ImportDamage(DIRECTORY + "/" + name, 0, -1, NOT_A_FILE))
                .toList();
    }

    private static @Nullable Refusal strictRefusal(List<ImportDamage> damage) {
        return damage.stream()
                .filter(found ->
                        !found.reason().equals(SNAPSHOT_INCOMPLETE)) // normal after a crash, and never restored
                .findFirst()
                .map(found -> new Refusal(
                        "LEGACY_DAMAGED",
                        found.file(),
                        found.reason(),
                        "run the import without --strict to take over everything else"))
                .orElse(null);
    }

    private static Map<String, @Nullable Object> fields(List<Snapshot> snapshots, @Nullable Snapshot chosen) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("summary", summary(snapshots, chosen));
        fields.put("storage", DIRECTORY);
        fields.put("snapshots", snapshots.stream().map(SnapshotsFamily::shown).toList());
        fields.put("note", NOTE);
        return fields;
    }

    private static String summary(List<Snapshot> snapshots, @Nullable Snapshot chosen) {
        long complete = snapshots.stream().filter(Snapshot::isComplete).count();
        String counts = complete + " complete snapshots, " + (snapshots.size() - complete) + " cut off";
        return chosen == null
                ? counts
                : counts + "; " + chosen.id() + " has " + chosen.files().size()
                        + " files, sha256 of all paths and contents " + chosen.contentDigest();
    }

    private static Map<String, @Nullable Object> shown(Snapshot snapshot) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("snapshot_id", snapshot.id());
        fields.put("complete", snapshot.isComplete());
        if (!snapshot.isComplete()) {
            fields.put("error", SNAPSHOT_INCOMPLETE);
            return fields;
        }
        Map<String, Object> files = new LinkedHashMap<>();
        snapshot.files().forEach(file -> files.put(file.path(), file.sha256()));
        fields.put("files", files);
        fields.put("legacy_checksum_if_read_in_name_order", (Supplier<?>) snapshot::legacyChecksum);
        fields.put("legacy_checksum_covers", snapshot.legacyCovers());
        return fields;
    }

    private static Iterable<Change> changes(Snapshot snapshot) {
        return () -> {
            Iterator<SnapshotFile> files = snapshot.files().iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return files.hasNext();
                }

                @Override
                public Change next() {
                    String path = files.next().path();
                    return new Change(LegacyKeys.encode(path), snapshot.content(path), snapshot.file(path));
                }
            };
        };
    }
}
