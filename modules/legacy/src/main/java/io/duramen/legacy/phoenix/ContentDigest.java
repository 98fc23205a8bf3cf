// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.phoenix;

import io.duramen.legacy.json.CodePoints;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * One SHA-256 for a whole tree of files. Covered are, for each directory and then for each file, in the order of their
 * paths: what it is ({@code d} or {@code f}), the length of its path in UTF-8 as four bytes big-endian, the path, and of a
 * file the SHA-256 of its content.
 */
final class ContentDigest {
    private ContentDigest() {}

    static String of(List<String> directories, List<SnapshotFile> files) {
        MessageDigest digest = Snapshot.sha256();
        directories.stream().sorted(CodePoints::compare).forEach(path -> cover(digest, 'd', path));
        for (SnapshotFile file : files) {
            cover(digest, 'f', file.path());
            digest.update(HexFormat.of().parseHex(file.sha256()));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void cover(MessageDigest digest, char kind, String path) {
        byte[] utf8 = path.getBytes(StandardCharsets.UTF_8);
        digest.update((byte) kind);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).flip());
        digest.update(utf8);
    }
}
