// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import static io.duramen.legacy.pluresdb.BlobLayout.*;

import io.duramen.legacy.lines.ChangesText;
import io.duramen.legacy.lines.JsonScanner.Member;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot consists of.
 *
 * @param hash the hash of the manifest itself
 * @param id the snapshot's identity
 * @param createdAt seconds since 1970
 * @param chunks the chunks, in order
 * @param nodeCount how many nodes they hold together, unsigned
 * @param label its name, or {@code null}
 */
record Manifest(
        String hash,
        String id,
        long createdAt,
        List<ChunkRef> chunks,
        long nodeCount,
        @Nullable String label) {

    /** The manifest that a blob is, or {@code null} if it is none. */
    static @Nullable Manifest parse(String hash, byte[] blob) {
        String text = ChangesText.utf8(blob);
        Map<String, Member> fields = text == null ? null : StrictJson.object(text);
        if (fields == null) {
            return null;
        }
        String id = Fields.string(fields, SegmentLayout.ID);
        Long createdAt = Fields.signed(fields, CREATED_AT);
        List<ChunkRef> chunks = chunks(fields.get(CHUNKS));
        Long nodeCount = Fields.unsigned(fields, NODE_COUNT);
        Member label = fields.get(LABEL);
        boolean labelled = label == null || label.kind() == 'n' || label.isString();
        if (id == null || createdAt == null || chunks == null || nodeCount == null || !labelled) {
            return null;
        }
        return new Manifest(hash, id, createdAt, chunks, nodeCount, Fields.string(fields, LABEL));
    }

    private static @Nullable List<ChunkRef> chunks(@Nullable Member array) {
        if (array == null || array.kind() != '[') {
            return null;
        }
        byte[] json = array.raw().getBytes(StandardCharsets.UTF_8);
        ArrayElements elements = new ArrayElements(new ByteArrayInputStream(json), MAX_OBJECT_BYTES);
        List<ChunkRef> chunks = new ArrayList<>();
        try {
            for (byte[] element = elements.next(); element != null; element = elements.next()) {
                ChunkRef chunk = ChunkRef.parse(element);
                if (chunk == null) {
                    return null;
                }
                chunks.add(chunk);
            }
        } catch (NoArrayException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("an array does not throw this", e);
        }
        return chunks;
    }

    Map<String, @Nullable Object> shown() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(SegmentLayout.ID, id);
        fields.put(CREATED_AT, createdAt);
        fields.put(LABEL, label);
        fields.put(NODE_COUNT, Fields.shown(nodeCount));
        fields.put(CHUNKS, chunks.stream().map(ChunkRef::shown).toList());
        return fields;
    }
}
