// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.aethel;

import io.duramen.base.Progress;
import io.duramen.legacy.ImportDamage;
import io.duramen.legacy.LegacyKeys;
import io.duramen.legacy.aethel.SovereignLog.Head;
import io.duramen.legacy.aethel.SovereignLog.Regression;
import io.duramen.legacy.families.Change;
import io.duramen.legacy.families.Findings;
import io.duramen.legacy.families.Findings.Refusal;
import io.duramen.legacy.families.JsonText;
import io.duramen.legacy.families.LegacyFamily;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.Selection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Aethel's sovereign store: a log of operations and snapshots, each with the flat root of the state. */
public final class SovereignFamily implements LegacyFamily {
    static final String DIRECTORY = ".aethel_state";
    static final String LOG = DIRECTORY + "/wal.log";
    static final String SNAPSHOTS = DIRECTORY + "/snapshots";
    static final String INDEX = SNAPSHOTS + "/snapshots_index.json";
    static final String OLD_SNAPSHOT = DIRECTORY + "/snapshot.json";

    /** Makes the reader. */
    public SovereignFamily() {}

    @Override
    public String system() {
        return "aethel";
    }

    @Override
    public String format() {
        return "sovereign";
    }

    @Override
    public boolean recognises(LegacySource source) {
        return source.isDirectory(DIRECTORY);
    }

    @Override
    public Findings read(LegacySource source, Selection selection, Progress progress) {
        SovereignLog log =
                SovereignLog.read(source, LOG, progress); // before the snapshots, which then hold what it lacks
        SovereignSnapshots snapshots = SovereignSnapshots.read(source);
        String wanted = selection.snapshot();
        SovereignSnapshot base = wanted == null ? snapshots.newest() : snapshots.named(wanted);
        List<Head> records = wanted != null
                ? List.of()
                : log.after(base == null ? 0 : log.lastLineIn(base.sequence(), base.root(), base.time()));
        Refusal refusal = wanted == null ? refusal(source, log, snapshots, base) : refusal(wanted, base);
        SovereignState state = SovereignState.of(base, log, records);
        List<ImportDamage> damage = log.scan().damage();
        log.regressions().forEach(each -> damage.add(regression(each)));
        damage.addAll(snapshots.damage());
        damage.addAll(state.mismatches());
        return new Findings(
                fields(log, snapshots, state, refusal != null),
                changes(state.state(), log.deletedKeys()),
                damage,
                refusal,
                refusal != null ? refusal : strictRefusal(log, snapshots, state));
    }

    private static ImportDamage regression(Regression each) {
        return new ImportDamage(
                LOG,
                each.line(),
                each.offset(),
                "sequence_regression",
                "number " + each.sequence() + " behind " + each.previous() + "; the order of the file counts");
    }

    private static @Nullable Refusal refusal(
            LegacySource source, SovereignLog log, SovereignSnapshots snapshots, @Nullable SovereignSnapshot base) {
        boolean untouched = snapshots.isEmpty() && log.isUnused() && source.exists(LOG);
        if (base != null || log.beginsEmpty() || untouched) {
            return null;
        }
        return snapshots.isEmpty()
                ? new Refusal(
                        "STATE_FILE_MISSING",
                        SNAPSHOTS,
                        "there is no snapshot, and the log does not begin with an empty state",
                        "restore the snapshots from a backup of the predecessor's directory")
                : damaged(
                        SNAPSHOTS, "no snapshot is as it was written, and the log does not begin with an empty state");
    }

    private static @Nullable Refusal refusal(String wanted, @Nullable SovereignSnapshot found) {
        if (found == null) {
            return new Refusal(
                    "SNAPSHOT_MISSING",
                    INDEX,
                    "there is no snapshot " + wanted,
                    "see which there are with --dry-run and without --snapshot");
        }
        return found.isGood() ? null : damaged(found.file(), "it is not as it was written: " + found.error());
    }

    private static Refusal damaged(String file, String found) {
        return new Refusal(
                "STATE_FILE_CORRUPTED", file, found, "restore it from a backup of the predecessor's directory");
    }

    private static @Nullable Refusal strictRefusal(
            SovereignLog log, SovereignSnapshots snapshots, SovereignState state) {
        String hint = "see what with --dry-run; import without --strict to take what is whole";
        if (log.scan().isDamaged()) {
            return new Refusal("WAL_FILE_CORRUPTED", LOG, "a line before the torn end is damaged", hint);
        }
        if (!snapshots.damage().isEmpty()) {
            ImportDamage first = snapshots.damage().get(0);
            return new Refusal("SNAPSHOT_CORRUPTED", first.file(), "it is not as it was written", hint);
        }
        return state.mismatches().isEmpty()
                ? null
                : new Refusal("MERKLE_ROOT_MISMATCH", LOG, "a recorded root is not that of the state", hint);
    }

    private static Iterable<Change> changes(Map<String, JsonText> state, Set<String> deletedKeys) {
        List<Change> changes = new ArrayList<>();
        state.forEach((key, value) ->
                changes.add(new Change(LegacyKeys.encode(key), value.text().getBytes(StandardCharsets.UTF_8), LOG)));
        for (String key : deletedKeys) {
            if (!state.containsKey(key)) {
                changes.add(new Change(LegacyKeys.encode(key), null, LOG));
            }
        }
        return changes;
    }

    private static Map<String, @Nullable Object> fields(
            SovereignLog log, SovereignSnapshots snapshots, SovereignState state, boolean refused) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("summary", summary(log, snapshots, state, refused));
        Map<String, @Nullable Object> files = new LinkedHashMap<>();
        files.put("wal", LOG);
        files.put("snapshots", SNAPSHOTS);
        fields.put("files", files);
        fields.put("records", log.again(log.heads(), SovereignFamily::report));
        fields.put("skipped", log.scan().report());
        if (!log.regressions().isEmpty()) {
            fields.put(
                    "sequence_regressions",
                    log.regressions().stream().map(each -> report(each)).toList());
        }
        fields.put(
                "snapshots",
                snapshots.all().stream().map(each -> each.report(log)).toList());
        fields.put("final_state", refused ? null : state.state());
        fields.put("final_root", refused ? null : state.root());
        return fields;
    }

    private static String summary(
            SovereignLog log, SovereignSnapshots snapshots, SovereignState state, boolean refused) {
        return log.heads().size() + " records in the log, "
                + log.scan().skipped().size() + " lines skipped, "
                + snapshots.all().size() + " snapshots; "
                + (refused ? "no state can be had" : state.state().size() + " keys in the state");
    }

    private static Map<String, @Nullable Object> report(Head head, SovereignRecord record) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("line", head.line());
        fields.put("sequence_number", record.sequence());
        fields.put("operation", record.isPut() ? "PUT" : "DELETE");
        fields.put("key", record.key());
        fields.put("value", record.value());
        fields.put("timestamp", record.timestamp());
        fields.put("merkle_root_before", record.rootBefore());
        fields.put("merkle_root_after", record.rootAfter());
        return fields;
    }

    private static Map<String, @Nullable Object> report(Regression each) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("line", each.line());
        fields.put("sequence_number", each.sequence());
        fields.put("previous", each.previous());
        return fields;
    }
}
