// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.aethel;

import io.duramen.legacy.families.JsonFields;
import io.duramen.legacy.families.JsonText;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.json.CodePoints;
import io.duramen.legacy.text.BadLineException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of the sovereign store, good or not.
 *
 * @param id its id
 * @param file its file, relative to the source
 * @param root its flat root as recorded
 * @param sequence the number of the last record in it, if it says so
 * @param time when it was taken, in seconds since 1970
 * @param state values by key; empty if it is not good
 * @param error why it cannot be used, or {@code null}
 */
record SovereignSnapshot(
        String id,
        String file,
        @Nullable String root,
        @Nullable Long sequence,
        double time,
        Map<String, JsonText> state,
        @Nullable String error) {

    static final String MISSING = "missing";
    static final String ROOT_MISMATCH = "root_mismatch";

    private static final int MAX_BYTES = 1 << 30;

    boolean isGood() {
        return error == null;
    }

    /** Reads a snapshot that an index names, with the root the index gives it, if any. */
    static SovereignSnapshot read(LegacySource source, String id, String file, @Nullable String indexedRoot) {
        if (!source.exists(file)) {
            return bad(id, file, indexedRoot, MISSING);
        }
        try {
            JsonFields fields = JsonFields.of(source.read(file, MAX_BYTES));
            fields.require("merkle_root", "state_data", "timestamp", "metadata");
            JsonFields metadata = JsonFields.of(fields.object("metadata").text());
            long sequence = metadata.has("wal_sequence") ? metadata.integer("wal_sequence") : 0;
            SovereignSnapshot snapshot = of(id, file, fields, "state_data", sequence);
            boolean indexAgrees = indexedRoot == null || indexedRoot.equals(snapshot.root);
            return indexAgrees ? snapshot : bad(id, file, indexedRoot, ROOT_MISMATCH);
        } catch (BadLineException e) {
            return bad(id, file, indexedRoot, e.reason());
        }
    }

    /** Reads the one snapshot of the older store. */
    static SovereignSnapshot readOld(LegacySource source, String id, String file) {
        try {
            JsonFields fields = JsonFields.of(source.read(file, MAX_BYTES));
            fields.require("state", "merkle_root", "timestamp");
            return of(id, file, fields, "state", null);
        } catch (BadLineException e) {
            return bad(id, file, null, e.reason());
        }
    }

    private static SovereignSnapshot of(
            String id, String file, JsonFields fields, String state, @Nullable Long sequence) throws BadLineException {
        String root = fields.stringOrNull("merkle_root");
        double time = Double.parseDouble(fields.number("timestamp").text());
        Map<String, JsonText> values =
                JsonFields.of(fields.object(state).text()).all();
        boolean checks = root == null ? values.isEmpty() : root.equals(Roots.flat(values));
        return checks
                ? new SovereignSnapshot(id, file, root, sequence, time, values, null)
                : bad(id, file, root, ROOT_MISMATCH);
    }

    private static SovereignSnapshot bad(String id, String file, @Nullable String root, String error) {
        return new SovereignSnapshot(id, file, root, null, Double.NEGATIVE_INFINITY, Map.of(), error);
    }

    /** What stands of it in a report. */
    Map<String, @Nullable Object> report(SovereignLog log) {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("snapshot_id", id);
        report.put("merkle_root", root);
        if (isGood()) {
            List<String> keys = new ArrayList<>(state.keySet());
            keys.sort(CodePoints::compare);
            report.put("wal_sequence", sequence);
            report.put("keys", keys);
            report.put("after_line", log.lastLineIn(sequence, root, time));
        } else {
            report.put("error", error);
        }
        return report;
    }
}
