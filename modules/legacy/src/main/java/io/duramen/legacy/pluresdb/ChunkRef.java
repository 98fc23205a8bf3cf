// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import static io.duramen.legacy.pluresdb.BlobLayout.*;

import io.duramen.legacy.lines.JsonScanner.Member;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What names a chunk.
 *
 * @param hash its SHA-256, in hexadecimal; any text if a manifest says so
 * @param size its bytes, unsigned
 */
record ChunkRef(String hash, long size) {

    /** The reference that these bytes are, or {@code null} if they are none. */
    static @Nullable ChunkRef parse(byte[] json) {
        Map<String, Member> fields = StrictJson.object(new String(json, StandardCharsets.UTF_8));
        if (fields == null) {
            return null;
        }
        String hash = Fields.string(fields, HASH);
        Long size = Fields.unsigned(fields, SIZE);
        return hash == null || size == null ? null : new ChunkRef(hash, size);
    }

    Map<String, Object> shown() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(HASH, hash);
        fields.put(SIZE, Fields.shown(size));
        return fields;
    }
}
