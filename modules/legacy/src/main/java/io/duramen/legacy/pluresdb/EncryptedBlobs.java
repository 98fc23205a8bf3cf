// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import static io.duramen.legacy.pluresdb.EncryptionLayout.*;

import io.duramen.base.Progress;
import io.duramen.legacy.ImportDamage;
import io.duramen.legacy.LegacyKeys;
import io.duramen.legacy.LegacyReadException;
import io.duramen.legacy.families.Change;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.SourceFile;
import io.duramen.legacy.families.SourceSecret;
import io.duramen.legacy.json.CodePoints;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The blobs beside {@code encryption.json}: every file of any name, however deep, but those of JSON. Each is opened once to
 * see whether it can be, and again whenever its content is needed; none is held.
 */
final class EncryptedBlobs {

    /**
     * A blob.
     *
     * @param name the file, relative to the source
     * @param error what is wrong with it, or {@code null}
     */
    record Blob(String name, @Nullable String error) {}

    private final LegacySource source;
    private final SourceSecret secret;
    private final List<Blob> blobs = new ArrayList<>();

    private EncryptedBlobs(LegacySource source, SourceSecret secret) {
        this.source = source;
        this.secret = secret;
    }

    /** No blobs, where nothing says how to open them. */
    static EncryptedBlobs none(LegacySource source, SourceSecret secret) {
        return new EncryptedBlobs(source, secret);
    }

    /** Opens every blob there is, with the key derived before. */
    static EncryptedBlobs survey(LegacySource source, SourceSecret secret, Progress progress) {
        EncryptedBlobs survey = new EncryptedBlobs(source, secret);
        List<String> names = names(source);
        byte[] bytes = secret.key();
        try (BlobKey key = new BlobKey(bytes)) {
            for (String name : names) {
                progress.update("opening the blobs", survey.blobs.size(), names.size());
                survey.blobs.add(new Blob(name, survey.error(name, key)));
            }
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
        progress.update("opening the blobs", names.size(), names.size());
        return survey;
    }

    /** Everything that can be a blob by its name, in the order of the code points. */
    static List<String> names(LegacySource source) {
        List<String> names = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>(List.of(""));
        while (!open.isEmpty()) {
            String directory = open.pop();
            for (String entry : source.list(directory)) {
                String name = directory.isEmpty() ? entry : directory + "/" + entry;
                if (name.endsWith("/")) {
                    open.push(name.substring(0, name.length() - 1));
                } else if (isBlob(name)) {
                    names.add(name);
                }
            }
        }
        names.sort(CodePoints::compare);
        return names;
    }

    private @Nullable String error(String name, BlobKey key) {
        if (!source.isFile(name)) {
            return NOT_A_FILE;
        }
        long size;
        try (SourceFile file = source.open(name)) {
            size = file.size();
        }
        if (size < LEAST_BLOB_BYTES) {
            return TOO_SHORT;
        }
        return size > MAX_BLOB_BYTES ? TOO_LARGE : opened(name, key) == null ? TAMPERED : null;
    }

    private byte @Nullable [] opened(String name, BlobKey key) {
        byte[] blob = source.read(name, MAX_BLOB_BYTES);
        return blob.length < LEAST_BLOB_BYTES ? null : key.open(blob);
    }

    List<Blob> blobs() {
        return blobs;
    }

    long count(@Nullable String error) {
        return blobs.stream()
                .filter(blob -> java.util.Objects.equals(blob.error(), error))
                .count();
    }

    /** Whether the key opened none of those it was tried on; it is then wrong, or all of them are altered. */
    boolean isKeyRefused() {
        return count(null) == 0 && count(TAMPERED) > 0;
    }

    List<ImportDamage> damage() {
        List<ImportDamage> damage = new ArrayList<>();
        for (Blob blob : blobs) {
            if (blob.error() != null) {
                damage.add(new ImportDamage(blob.name(), 0, -1, blob.error()));
            }
        }
        return damage;
    }

    /** What an import does: a key for each blob that opens, its name, with its content. */
    Iterable<Change> changes() {
        List<Blob> whole = blobs.stream().filter(blob -> blob.error() == null).toList();
        return () -> new Contents<>(
                whole, (blob, content) -> new Change(LegacyKeys.encode(blob.name()), content, blob.name()));
    }

    /** Every blob as a report shows it. */
    Iterable<Map<String, @Nullable Object>> shown() {
        return () -> new Contents<>(blobs, EncryptedBlobs::shown);
    }

    private static Map<String, @Nullable Object> shown(Blob blob, byte @Nullable [] content) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("file", blob.name());
        fields.put("ok", content != null);
        fields.put(
                "plaintext_base64", content == null ? null : Base64.getEncoder().encodeToString(content));
        fields.put("error", blob.error());
        return fields;
    }

    private byte @Nullable [] content(Blob blob) {
        if (blob.error() != null) {
            return null;
        }
        byte[] bytes = secret.key();
        try (BlobKey key = new BlobKey(bytes)) {
            byte[] content = opened(blob.name(), key);
            if (content == null) {
                throw new LegacyReadException(
                        source.describe(blob.name()), new IOException("it was changed since it was opened first"));
            }
            return content;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Goes through blobs and opens them again, one at a time. */
    private final class Contents<T> implements Iterator<T> {
        private final Iterator<Blob> rest;
        private final BiFunction<Blob, byte @Nullable [], T> made;

        Contents(List<Blob> blobs, BiFunction<Blob, byte @Nullable [], T> made) {
            this.rest = blobs.iterator();
            this.made = made;
        }

        @Override
        public boolean hasNext() {
            return rest.hasNext();
        }

        @Override
        public T next() {
            Blob blob = rest.next();
            return made.apply(blob, content(blob));
        }
    }
}
