// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.aethel;

import io.duramen.legacy.families.Findings.Refusal;
import io.duramen.legacy.families.JsonFields;
import io.duramen.legacy.families.JsonText;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.json.CanonicalText;
import io.duramen.legacy.json.JsonTree;
import io.duramen.legacy.text.BadLineException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The file with the whole state, which is replaced before a COMMIT is written, and so knows better than the log. */
final class StateFile {
    private static final int MAX_BYTES = 1 << 30;

    private final String name;
    private final String status;
    private final @Nullable Map<String, JsonText> state;
    private final @Nullable String reason;

    private StateFile(String name, String status, @Nullable Map<String, JsonText> state, @Nullable String reason) {
        this.name = name;
        this.status = status;
        this.state = state;
        this.reason = reason;
    }

    static StateFile read(LegacySource source, String name) {
        if (!source.exists(name)) {
            return new StateFile(name, "missing", null, null);
        }
        try {
            return new StateFile(
                    name, "ok", JsonFields.of(source.read(name, MAX_BYTES)).all(), null);
        } catch (BadLineException e) {
            return new StateFile(name, "corrupt", null, e.reason());
        }
    }

    /** Values by key, or {@code null} if the file is of no use. */
    @Nullable
    Map<String, JsonText> state() {
        return state;
    }

    /** Why there is no state, as damage; {@code null} if there is one or no file. */
    @Nullable
    String damage() {
        return reason;
    }

    @Nullable
    Refusal refusal() {
        return switch (status) {
            case "missing" ->
                new Refusal(
                        "STATE_FILE_MISSING",
                        name,
                        "it is not there, and the log alone may lack what was compacted away",
                        "restore the file from a backup of the predecessor's directory");
            case "corrupt" ->
                new Refusal(
                        "STATE_FILE_CORRUPTED",
                        name,
                        "it is no JSON object (" + reason + "), and the log alone may lack what was compacted away",
                        "restore the file from a backup of the predecessor's directory");
            default -> null;
        };
    }

    /** Whether every key a transaction changes has the value it gave. */
    boolean holds(JsonText changes) throws BadLineException {
        Map<String, JsonText> there = state;
        if (there == null) {
            return false;
        }
        for (Map.Entry<String, JsonText> change :
                JsonFields.of(changes.text()).all().entrySet()) {
            JsonText value = there.get(change.getKey());
            if (value == null || !canonical(value).equals(canonical(change.getValue()))) {
                return false;
            }
        }
        return true;
    }

    private static String canonical(JsonText value) {
        return CanonicalText.sorted(JsonTree.ofValid(value.text()));
    }

    /** The field {@code state_file} of a report. */
    Map<String, @Nullable Object> report() {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("status", status);
        if (state != null) {
            report.put("merkle_simple", Roots.simple(state));
            report.put("merkle_tree", Roots.tree(state));
        }
        return report;
    }
}
