// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.aethel;

import io.duramen.legacy.aethel.AtomicLog.Head;
import io.duramen.legacy.aethel.AtomicLog.Naming;
import io.duramen.legacy.families.Findings.Refusal;
import io.duramen.legacy.families.JsonFields;
import io.duramen.legacy.families.JsonText;
import io.duramen.legacy.families.LineScan.Torn;
import io.duramen.legacy.text.BadLineException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The report on an atomic-commit directory, field by field. What is dear is computed when it is written. */
final class AtomicReport {
    private final AtomicLog log;
    private final StateFile file;
    private final List<String> temporaryFiles;
    private final @Nullable Refusal strictRefusal;

    AtomicReport(AtomicLog log, StateFile file, List<String> temporaryFiles, @Nullable Refusal strictRefusal) {
        this.log = log;
        this.file = file;
        this.temporaryFiles = temporaryFiles;
        this.strictRefusal = strictRefusal;
    }

    Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("summary", summary());
        fields.put("files", object("wal", AtomicCommitFamily.LOG, "state", AtomicCommitFamily.STATE));
        fields.put("entries", log.again(log.heads(), this::entry));
        fields.put(
                "uncommitted_tx_ids",
                log.uncommitted().stream().map(Head::transactionId).toList());
        fields.put("duplicate_commits", namings(log.duplicateCommits()));
        fields.put("orphan_commits", namings(log.orphanCommits()));
        fields.put("aborts", namings(log.aborts()));
        fields.put("duplicate_tx_ids", log.duplicateIds());
        fields.put("skipped", log.scan().report());
        fields.put("torn_tail", tornTail());
        fields.put("replayed_state", (Supplier<?>) this::replayed);
        fields.put("orphan_temp_files", temporaryFiles);
        fields.put("in_doubt", log.again(log.uncommitted(), (head, entry) -> inDoubt(entry)));
        fields.put("state_file", (Supplier<?>) file::report);
        fields.put("final_state", file.state());
        fields.put(
                "strict_import",
                object("ok", strictRefusal == null, "error", strictRefusal == null ? null : strictRefusal.code()));
        return fields;
    }

    private String summary() {
        int entries = log.heads().size();
        int uncommitted = log.uncommitted().size();
        Map<String, JsonText> state = file.state();
        return entries + (entries == 1 ? " transaction" : " transactions") + " in the log, " + uncommitted
                + " of them not committed, " + log.scan().skipped().size() + " lines skipped; "
                + (state == null ? "no state can be read" : state.size() + " keys in the state");
    }

    private Map<String, @Nullable Object> entry(Head head, AtomicLine entry) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("line", head.line());
        fields.put("style", entry.kind() == AtomicLine.Kind.OLD ? "old" : "new");
        fields.put("tx_id", entry.transactionId());
        fields.put("changes", entry.changes());
        fields.put("timestamp", entry.timestamp());
        fields.put("committed", log.isCommitted(head));
        return fields;
    }

    private @Nullable Object tornTail() {
        Torn torn = log.scan().torn();
        if (torn == null) {
            return null;
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("line", torn.line());
        fields.put("offset", torn.offset());
        fields.put("bytes", torn.bytes());
        return fields;
    }

    /** The committed entries one after the other, which is not what an import yields: a log may have been truncated. */
    private Map<String, JsonText> replayed() {
        Map<String, JsonText> state = new LinkedHashMap<>();
        log.again(log.committed(), (head, entry) -> values(entry)).forEach(state::putAll);
        return state;
    }

    private Map<String, @Nullable Object> inDoubt(AtomicLine entry) {
        @Nullable Boolean present = file.state() == null ? null : (Boolean) holds(entry);
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("tx_id", entry.transactionId());
        fields.put("changes_present_in_state_file", present);
        fields.put("resolution", present == null ? null : present ? "applied" : "rolled_back");
        return fields;
    }

    private boolean holds(AtomicLine entry) {
        JsonText changes = entry.changes();
        try {
            return changes != null && file.holds(changes);
        } catch (BadLineException e) {
            throw new IllegalStateException("changes that were checked", e);
        }
    }

    private static Map<String, JsonText> values(AtomicLine entry) {
        JsonText changes = entry.changes();
        try {
            return changes == null ? Map.of() : JsonFields.of(changes.text()).all();
        } catch (BadLineException e) {
            throw new IllegalStateException("changes that were checked", e);
        }
    }

    private static List<Object> namings(List<Naming> namings) {
        List<Object> list = new ArrayList<>();
        namings.forEach(naming -> list.add(object("line", naming.line(), "tx_id", naming.transactionId())));
        return list;
    }

    private static Map<String, @Nullable Object> object(
            String a, @Nullable Object valueOfA, String b, @Nullable Object valueOfB) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put(a, valueOfA);
        object.put(b, valueOfB);
        return object;
    }
}
