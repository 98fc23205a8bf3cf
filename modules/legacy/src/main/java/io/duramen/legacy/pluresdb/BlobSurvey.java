// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import io.duramen.base.Progress;
import io.duramen.legacy.ImportDamage;
import io.duramen.legacy.LegacyReadException;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Every blob there is, read and hashed once. Only what is a manifest or a log chunk, or is damaged, is remembered. */
final class BlobSurvey {
    private static final int CHUNK_BYTES = 1 << 16;

    private final LegacySource source;
    private final List<Manifest> manifests = new ArrayList<>();
    private final List<ChunkRef> logChunks = new ArrayList<>();
    private final SortedSet<String> damaged = new TreeSet<>();
    private final List<String> damagedManifests = new ArrayList<>();
    private final List<ImportDamage> damage = new ArrayList<>();
    private long blobs;

    private BlobSurvey(LegacySource source) {
        this.source = source;
    }

    static BlobSurvey of(LegacySource source, Progress progress) {
        BlobSurvey survey = new BlobSurvey(source);
        List<String> prefixes = prefixes(source);
        for (int i = 0; i < prefixes.size(); i++) {
            progress.update("reading the blobs", i, prefixes.size());
            survey.examine(prefixes.get(i));
        }
        progress.update("reading the blobs", prefixes.size(), prefixes.size());
        return survey;
    }

    /** The directories of blobs, without their slashes. */
    static List<String> prefixes(LegacySource source) {
        return source.list(BlobLayout.DIRECTORY).stream()
                .filter(BlobLayout::isPrefix)
                .map(entry -> entry.substring(0, entry.length() - 1))
                .toList();
    }

    /** The hashes of the blobs in one of the directories, as their names say. */
    static List<String> hashes(LegacySource source, String prefix) {
        return source.list(BlobLayout.DIRECTORY + "/" + prefix).stream()
                .map(name -> prefix + name)
                .filter(BlobLayout::isHash)
                .toList();
    }

    private void examine(String prefix) {
        for (String hash : hashes(source, prefix)) {
            String file = BlobLayout.file(hash);
            if (source.isFile(file)) {
                examine(hash, file);
            } else {
                damage.add(new ImportDamage(file, 0, -1, "not_a_file"));
            }
            blobs++;
        }
    }

    private void examine(String hash, String name) {
        try (SourceFile file = source.open(name);
                InputStream in = file.stream(0, Long.MAX_VALUE)) {
            MessageDigest digest = Sha256.digest();
            byte[] chunk = new byte[CHUNK_BYTES];
            byte[] head = {};
            long size = 0;
            for (int n = in.read(chunk); n > 0; n = in.read(chunk)) {
                head = size == 0 ? Arrays.copyOf(chunk, Math.min(n, BlobLayout.HEAD_BYTES)) : head;
                digest.update(chunk, 0, n);
                size += n;
            }
            if (HexFormat.of().formatHex(digest.digest()).equals(hash)) {
                keep(new ChunkRef(hash, size), head);
            } else {
                damaged.add(hash);
                damage.add(new ImportDamage(name, 0, -1, BlobLayout.BLOB_HASH_MISMATCH));
                if (BlobLayout.looksLikeManifest(head)) {
                    damagedManifests.add(hash);
                }
            }
        } catch (IOException e) {
            throw new LegacyReadException(source.describe(name), e);
        }
    }

    private void keep(ChunkRef blob, byte[] head) {
        if (BlobLayout.looksLikeLogChunk(head)) {
            logChunks.add(blob);
        } else if (BlobLayout.looksLikeManifest(head) && blob.size() <= BlobLayout.MAX_OBJECT_BYTES) {
            String name = BlobLayout.file(blob.hash());
            Manifest manifest = Manifest.parse(blob.hash(), source.read(name, BlobLayout.MAX_OBJECT_BYTES));
            if (manifest != null) {
                manifests.add(manifest);
            }
        }
    }

    long blobs() {
        return blobs;
    }

    List<Manifest> manifests() {
        return manifests;
    }

    /** The log chunks, in the order of their hashes. */
    List<ChunkRef> logChunks() {
        return logChunks;
    }

    /** Whether a blob is there and is not what its name says. */
    boolean isDamaged(String hash) {
        return damaged.contains(hash);
    }

    /** The hashes of the blobs that are not what their names say, in order. */
    SortedSet<String> damaged() {
        return damaged;
    }

    /** Those of them that begin as a manifest does. */
    List<String> damagedManifests() {
        return damagedManifests;
    }

    List<ImportDamage> damage() {
        return damage;
    }
}
