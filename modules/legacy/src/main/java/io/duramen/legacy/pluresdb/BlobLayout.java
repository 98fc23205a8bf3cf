// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The layout of an object bridge, as {@code docs/formats/pluresdb-segments.md} describes it. */
final class BlobLayout {
    static final String DIRECTORY = "blobs";

    /** A larger object is no manifest, and a larger element of a chunk no node: a store would not take its value. */
    static final int MAX_OBJECT_BYTES = 64 << 20;

    static final String CREATED_AT = "created_at";
    static final String CHUNKS = "chunks";
    static final String NODE_COUNT = "node_count";
    static final String LABEL = "label";
    static final String HASH = "hash";
    static final String SIZE = "size";
    static final String PAYLOAD = "payload";

    static final String BLOB_MISSING = "BLOB_MISSING";
    static final String BLOB_HASH_MISMATCH = "BLOB_HASH_MISMATCH";
    static final String BLOB_UNPARSEABLE = "BLOB_UNPARSEABLE";
    static final String NODE_COUNT_MISMATCH = "node_count_mismatch";

    /** How many bytes of a blob tell what it can be. */
    static final int HEAD_BYTES = 8;

    private static final String MANIFEST_BEGIN = "{\"id\":";
    private static final String LOG_CHUNK_BEGIN = "[{\"seq\":";
    private static final int PREFIX = 2;
    private static final Pattern HASH_TEXT = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern PREFIX_TEXT = Pattern.compile("[0-9a-f]{2}/");

    private BlobLayout() {}

    /** Whether a text is a hash, and so may become part of a name. */
    static boolean isHash(String text) {
        return HASH_TEXT.matcher(text).matches();
    }

    /** Whether an entry of the directory, ending in a slash, holds blobs. */
    static boolean isPrefix(String entry) {
        return PREFIX_TEXT.matcher(entry).matches();
    }

    /** The name of a blob, relative to the source. */
    static String file(String hash) {
        return DIRECTORY + "/" + hash.substring(0, PREFIX) + "/" + hash.substring(PREFIX);
    }

    static boolean looksLikeManifest(byte[] head) {
        return text(head).startsWith(MANIFEST_BEGIN);
    }

    static boolean looksLikeLogChunk(byte[] head) {
        return text(head).startsWith(LOG_CHUNK_BEGIN);
    }

    private static String text(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1);
    }
}
