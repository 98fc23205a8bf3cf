// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.aethel;

import io.duramen.legacy.ImportDamage;
import io.duramen.legacy.families.JsonFields;
import io.duramen.legacy.families.JsonText;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.text.BadLineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The snapshots of a sovereign store: those its index names; without an index that can be read, those whose files are there. */
final class SovereignSnapshots {
    private static final int MAX_INDEX_BYTES = 64 << 20;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern FILE = Pattern.compile("snapshot_([0-9a-f]{16})\\.json");

    private final LegacySource source;
    private final List<SovereignSnapshot> all = new ArrayList<>();
    private final List<ImportDamage> damage = new ArrayList<>();
    private @Nullable SovereignSnapshot old;

    private SovereignSnapshots(LegacySource source) {
        this.source = source;
    }

    static SovereignSnapshots read(LegacySource source) {
        SovereignSnapshots snapshots = new SovereignSnapshots(source);
        if (source.exists(SovereignFamily.INDEX)) {
            snapshots.readIndex();
        } else {
            snapshots.readFiles();
        }
        if (source.exists(SovereignFamily.OLD_SNAPSHOT)) {
            snapshots.old =
                    snapshots.noted(SovereignSnapshot.readOld(source, "snapshot.json", SovereignFamily.OLD_SNAPSHOT));
        }
        return snapshots;
    }

    private void readIndex() {
        Map<String, JsonText> index;
        try {
            index = JsonFields.of(source.read(SovereignFamily.INDEX, MAX_INDEX_BYTES))
                    .all();
        } catch (BadLineException e) {
            damage.add(new ImportDamage(SovereignFamily.INDEX, 0, 0, e.reason()));
            readFiles();
            return;
        }
        index.forEach((id, entry) -> {
            if (ID.matcher(id).matches()) {
                all.add(noted(SovereignSnapshot.read(source, id, file(id), root(entry))));
            } else {
                damage.add(new ImportDamage(SovereignFamily.INDEX, 0, 0, "wrong_type", "an id \"" + id + "\""));
            }
        });
    }

    private @Nullable String root(JsonText entry) {
        try {
            return JsonFields.of(entry.text()).string("merkle_root");
        } catch (BadLineException e) {
            return null; // the snapshot has its own
        }
    }

    private void readFiles() {
        for (String name : source.list(SovereignFamily.SNAPSHOTS)) {
            Matcher matcher = FILE.matcher(name);
            if (matcher.matches()) {
                String id = matcher.group(1);
                all.add(noted(SovereignSnapshot.read(source, id, file(id), null)));
            }
        }
    }

    /** The file beside the index, whatever path that gives. */
    private static String file(String id) {
        return SovereignFamily.SNAPSHOTS + "/snapshot_" + id + ".json";
    }

    private SovereignSnapshot noted(SovereignSnapshot snapshot) {
        String error = snapshot.error();
        if (error != null) {
            damage.add(new ImportDamage(snapshot.file(), 0, 0, error));
        }
        return snapshot;
    }

    /** Those of the index, in its order. */
    List<SovereignSnapshot> all() {
        return all;
    }

    List<ImportDamage> damage() {
        return damage;
    }

    /** The newest that is good, or {@code null}. */
    @Nullable
    SovereignSnapshot newest() {
        SovereignSnapshot newest = old != null && old.isGood() ? old : null;
        for (SovereignSnapshot each : all) {
            if (each.isGood() && (newest == null || each.time() >= newest.time())) {
                newest = each;
            }
        }
        return newest;
    }

    /** The one of an id, good or not, or {@code null}. */
    @Nullable
    SovereignSnapshot named(String id) {
        for (SovereignSnapshot each : all) {
            if (each.id().equals(id)) {
                return each;
            }
        }
        return old != null && old.id().equals(id) ? old : null;
    }

    /** Whether there never was one, as far as can be seen. */
    boolean isEmpty() {
        return all.isEmpty() && old == null && damage.isEmpty();
    }
}
