// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import io.duramen.base.Progress;
import io.duramen.legacy.ImportDamage;
import io.duramen.legacy.families.Findings;
import io.duramen.legacy.families.Findings.Refusal;
import io.duramen.legacy.families.LegacyFamily;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.Selection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads PluresDB's object bridge, {@code blobs/<2 hexadecimal digits>/<62 more>}: the newest snapshot, or the one whose
 * manifest was selected, and the log chunks. The hash of every blob is compared with its name, the size of every chunk with
 * its manifest; a snapshot of which a part is missing or not what it should be is not restored at all.
 */
public final class BridgeFamily implements LegacyFamily {

    /** Creates the family. */
    public BridgeFamily() {}

    @Override
    public String system() {
        return "pluresdb";
    }

    @Override
    public String format() {
        return "object-bridge";
    }

    @Override
    public boolean recognises(LegacySource source) {
        return BlobSurvey.prefixes(source).stream()
                .anyMatch(prefix -> !BlobSurvey.hashes(source, prefix).isEmpty());
    }

    @Override
    public Findings read(LegacySource source, Selection selection, Progress progress) {
        BlobSurvey survey = BlobSurvey.of(source, progress);
        ManifestChoice choice = ManifestChoice.of(source, survey, selection.snapshot());
        Bridge bridge = Bridge.read(source, survey, choice.manifest());
        List<ImportDamage> damage = new ArrayList<>(survey.damage());
        damage.addAll(bridge.damage());
        Refusal refusal = choice.problem() == null ? bridge.failure() : choice.problem();
        return new Findings(
                fields(survey, choice, bridge, refusal),
                new Outcome(bridge.fold(), bridge).changes(),
                damage,
                refusal,
                refusal == null ? strictRefusal(damage) : refusal);
    }

    private static @Nullable Refusal strictRefusal(List<ImportDamage> damage) {
        if (damage.isEmpty()) {
            return null;
        }
        ImportDamage first = damage.get(0);
        return new Refusal(
                "LEGACY_DAMAGED",
                first.file(),
                first.reason(),
                "run the import without --strict to take over everything else");
    }

    private static Map<String, @Nullable Object> fields(
            BlobSurvey survey, ManifestChoice choice, Bridge bridge, @Nullable Refusal refusal) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        Manifest manifest = choice.manifest();
        List<ChunkRef> logChunks = bridge.logChunks();
        fields.put("summary", summary(survey, bridge));
        fields.put("manifest_hash", choice.hash());
        fields.put("wal_chunk", logChunks.isEmpty() ? null : logChunks.get(0).shown());
        fields.put("manifest", manifest == null ? null : manifest.shown());
        fields.put("restore", restore(manifest, bridge, refusal));
        fields.put("wal_entries", bridge.shownRecords());
        return fields;
    }

    private static Map<String, @Nullable Object> restore(
            @Nullable Manifest manifest, Bridge bridge, @Nullable Refusal refusal) {
        boolean ok = manifest != null && refusal == null;
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("ok", ok);
        fields.put("error", refusal == null ? null : refusal.code());
        fields.put("nodes", ok ? bridge.shownNodes() : null);
        return fields;
    }

    private static String summary(BlobSurvey survey, Bridge bridge) {
        return survey.blobs() + " blobs, " + survey.damaged().size() + " with another hash, "
                + survey.manifests().size() + " manifests, " + bridge.nodes() + " nodes, "
                + survey.logChunks().size() + " log chunks with " + bridge.logRecords() + " records";
    }
}
