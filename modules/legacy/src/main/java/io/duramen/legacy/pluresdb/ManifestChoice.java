// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import static io.duramen.legacy.pluresdb.BlobLayout.*;

import io.duramen.legacy.families.Findings.Refusal;
import io.duramen.legacy.families.LegacySource;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which snapshot is meant: the one asked for, otherwise the newest. Nothing but the manifests says which there are, so where
 * one of them is damaged, or two are of the same second, nobody can say which is the newest.
 *
 * @param hash the hash of its manifest, or {@code null} if there is no snapshot
 * @param manifest the manifest, or {@code null} if it cannot be had
 * @param problem why it cannot be had, or {@code null}
 */
record ManifestChoice(
        @Nullable String hash,
        @Nullable Manifest manifest,
        @Nullable Refusal problem) {
    private static final String CHOOSE = "name an intact manifest with --snapshot HASH";

    static ManifestChoice of(LegacySource source, BlobSurvey survey, @Nullable String selected) {
        if (selected != null) {
            return selected(source, survey, selected);
        }
        if (!survey.damagedManifests().isEmpty()) {
            return mismatch(survey.damagedManifests().get(0));
        }
        if (survey.manifests().isEmpty()) {
            return none(survey);
        }
        Manifest newest = survey.manifests().stream()
                .max(Comparator.comparingLong(Manifest::createdAt))
                .orElseThrow();
        List<Manifest> rivals = survey.manifests().stream()
                .filter(other -> other.createdAt() == newest.createdAt())
                .filter(other -> !other.chunks().equals(newest.chunks()))
                .toList();
        return rivals.isEmpty() ? new ManifestChoice(newest.hash(), newest, null) : ambiguous(newest, rivals.get(0));
    }

    private static ManifestChoice selected(LegacySource source, BlobSurvey survey, String hash) {
        for (Manifest manifest : survey.manifests()) {
            if (manifest.hash().equals(hash)) {
                return new ManifestChoice(hash, manifest, null);
            }
        }
        if (survey.isDamaged(hash)) {
            return mismatch(hash);
        }
        boolean there = isHash(hash) && source.isFile(file(hash));
        return problem(
                hash,
                there ? BLOB_UNPARSEABLE : BLOB_MISSING,
                isHash(hash) ? file(hash) : DIRECTORY,
                there ? "it is no manifest" : "there is no manifest " + hash);
    }

    private static ManifestChoice none(BlobSurvey survey) {
        if (!survey.logChunks().isEmpty()) {
            return new ManifestChoice(null, null, null);
        }
        return survey.damaged().isEmpty()
                ? problem(null, BLOB_MISSING, DIRECTORY, "there is neither a manifest nor a log chunk")
                : mismatch(survey.damaged().first());
    }

    private static ManifestChoice ambiguous(Manifest one, Manifest other) {
        return problem(
                null,
                "SNAPSHOT_AMBIGUOUS",
                file(one.hash()),
                "it was made in the same second as " + other.hash() + " and holds something else");
    }

    private static ManifestChoice mismatch(String hash) {
        return problem(hash, BLOB_HASH_MISMATCH, file(hash), "its content has another hash");
    }

    private static ManifestChoice problem(@Nullable String hash, String code, String file, String found) {
        return new ManifestChoice(hash, null, new Refusal(code, file, found, CHOOSE));
    }
}
