// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.aethel;

import io.duramen.base.Progress;
import io.duramen.legacy.ImportDamage;
import io.duramen.legacy.LegacyKeys;
import io.duramen.legacy.families.Change;
import io.duramen.legacy.families.Findings;
import io.duramen.legacy.families.Findings.Refusal;
import io.duramen.legacy.families.JsonText;
import io.duramen.legacy.families.LegacyFamily;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.Selection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Aethel's atomic-commit layer: {@code state/state.json} and {@code wal/wal.log}, in the old style, the new, or both. */
public final class AtomicCommitFamily implements LegacyFamily {
    static final String LOG = "wal/wal.log";
    static final String LOG_REWRITE = "wal/wal.log.tmp";
    static final String STATE_DIRECTORY = "state";
    static final String STATE = "state/state.json";

    /** Makes the reader. */
    public AtomicCommitFamily() {}

    @Override
    public String system() {
        return "aethel";
    }

    @Override
    public String format() {
        return "atomic-commit";
    }

    @Override
    public boolean recognises(LegacySource source) {
        return source.isFile(LOG) || source.isFile(STATE);
    }

    @Override
    public Findings read(LegacySource source, Selection selection, Progress progress) {
        AtomicLog log = AtomicLog.read(source, LOG, progress); // before the state, which then is not older
        StateFile file = StateFile.read(source, STATE);
        List<ImportDamage> damage = log.scan().damage();
        String reason = file.damage();
        if (reason != null) {
            damage.add(new ImportDamage(STATE, 0, 0, reason));
        }
        Map<String, JsonText> state = file.state();
        Refusal refusal = file.refusal();
        Refusal strictRefusal = refusal != null ? refusal : strictRefusal(log);
        return new Findings(
                new AtomicReport(log, file, temporaryFiles(source), strictRefusal).fields(),
                state == null ? List.of() : changes(state),
                damage,
                refusal,
                strictRefusal);
    }

    private static @Nullable Refusal strictRefusal(AtomicLog log) {
        if (!log.scan().isDamaged()) {
            return null;
        }
        return new Refusal(
                "WAL_FILE_CORRUPTED",
                LOG,
                "a line before the torn end is damaged",
                "see which with --dry-run; import without --strict to take what is whole");
    }

    private static Iterable<Change> changes(Map<String, JsonText> state) {
        return () -> state.entrySet().stream()
                .map(entry -> new Change(
                        LegacyKeys.encode(entry.getKey()),
                        entry.getValue().text().getBytes(StandardCharsets.UTF_8),
                        STATE))
                .iterator();
    }

    /** What transactions and rewrites that never finished left; never read. */
    private static List<String> temporaryFiles(LegacySource source) {
        List<String> found = new ArrayList<>();
        for (String name : source.list(STATE_DIRECTORY)) {
            if (name.startsWith("state.") && name.endsWith(".tmp") && name.length() >= "state..tmp".length()) {
                found.add(STATE_DIRECTORY + "/" + name);
            }
        }
        if (source.isFile(LOG_REWRITE)) {
            found.add(LOG_REWRITE);
        }
        return found;
    }
}
