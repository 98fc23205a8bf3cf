// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.aethel;

import io.duramen.legacy.families.JsonText;
import io.duramen.legacy.json.CodePoints;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.TreeMap;

/** The flat root of a state that changes key by key. Each entry is hashed once, the root over all of them whenever asked. */
final class FlatRoot {
    private final TreeMap<String, String> entries = new TreeMap<>(CodePoints::compare);

    void put(String key, JsonText value) {
        entries.put(key, Roots.flatLeaf(key, value));
    }

    void delete(String key) {
        entries.remove(key);
    }

    /** How many bytes {@link #hex} hashes. */
    long cost() {
        return 64L * entries.size();
    }

    String hex() {
        if (entries.isEmpty()) {
            return Roots.empty();
        }
        MessageDigest digest = Roots.sha256();
        entries.values().forEach(entry -> digest.update(entry.getBytes(StandardCharsets.US_ASCII)));
        return HexFormat.of().formatHex(digest.digest());
    }
}
