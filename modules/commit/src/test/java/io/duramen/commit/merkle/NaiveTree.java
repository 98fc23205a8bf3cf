// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The tree as docs/formats/merkle.md describes it, written down a second time: slow, without sharing, with paths as text. */
final class NaiveTree {
    private final byte[] salt;

    NaiveTree(byte[] salt) {
        this.salt = salt;
    }

    /** A key's path as 256 characters, and {@code keyHash | valueHash} in hexadecimal. */
    private record Leaf(String path, String bytes) {}

    /** The root of entries whose keys and values are in hexadecimal. */
    String root(Map<String, String> entries) throws Exception {
        List<Leaf> leaves = new ArrayList<>();
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            byte[] keyHash = sha256(salt, HexFormat.of().parseHex(entry.getKey()));
            byte[] valueHash = sha256(new byte[] {0x10}, HexFormat.of().parseHex(entry.getValue()));
            StringBuilder path = new StringBuilder();
            for (byte b : keyHash) {
                path.append(
                        String.format("%8s", Integer.toBinaryString(b & 0xFF)).replace(' ', '0'));
            }
            leaves.add(new Leaf(path.toString(), HexFormat.of().formatHex(concat(keyHash, valueHash))));
        }
        leaves.sort((a, b) -> a.path().compareTo(b.path()));
        byte[] count = new byte[8];
        for (int i = 0; i < 8; i++) {
            count[i] = (byte) ((long) leaves.size() >>> (8 * i));
        }
        return HexFormat.of().formatHex(sha256(new byte[] {0x03}, salt, count, node(leaves, "")));
    }

    private byte[] node(List<Leaf> leaves, String path) throws Exception {
        List<byte[]> here = new ArrayList<>();
        for (Leaf leaf : leaves) {
            if (leaf.path().startsWith(path)) {
                here.add(HexFormat.of().parseHex(leaf.bytes()));
            }
        }
        if (here.isEmpty()) {
            return sha256(new byte[] {0x02});
        }
        if (here.size() <= 8) {
            return sha256(new byte[] {0x00, (byte) here.size()}, concat(here.toArray(byte[][]::new)));
        }
        return sha256(new byte[] {0x01}, node(leaves, path + "0"), node(leaves, path + "1"));
    }

    private static byte[] sha256(byte[]... parts) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(concat(parts));
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
