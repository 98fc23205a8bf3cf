// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The JSON form of a proof: fixed fields in a fixed order, bytes in hexadecimal. Nothing else is read. */
final class ProofJson {
    private static final String FORMAT = "duramen-proof-1";
    private static final int MAX_SIBLINGS = Root.BYTES * 8;

    private final String text;
    private int at;

    private ProofJson(String text) {
        this.text = text;
    }

    static String write(MerkleProof proof) {
        HexFormat hex = HexFormat.of();
        StringBuilder out = new StringBuilder(256 + 70 * proof.siblings.size());
        out.append("{\n  \"format\": \"").append(FORMAT).append("\",\n");
        out.append("  \"salt\": \"").append(hex.formatHex(proof.salt)).append("\",\n");
        out.append("  \"count\": ").append(proof.count).append(",\n");
        out.append("  \"key\": \"").append(hex.formatHex(proof.key)).append("\",\n");
        byte[] value = proof.value;
        String shown = value == null ? "null" : '"' + hex.formatHex(value) + '"';
        out.append("  \"value\": ").append(shown).append(",\n");
        writeList(out, "siblings", proof.siblings);
        out.append(",\n");
        writeList(out, "bucket", proof.bucket);
        return out.append("\n}\n").toString();
    }

    private static void writeList(StringBuilder out, String name, List<byte[]> hashes) {
        out.append("  \"").append(name).append("\": [");
        String separator = "\n    \"";
        for (byte[] hash : hashes) {
            out.append(separator).append(HexFormat.of().formatHex(hash)).append('"');
            separator = ",\n    \"";
        }
        out.append(hashes.isEmpty() ? "]" : "\n  ]");
    }

    static MerkleProof read(String json) {
        return new ProofJson(json).read();
    }

    private MerkleProof read() {
        take('{');
        takeName("format");
        int start = at;
        if (!string().equals(FORMAT)) {
            throw new ProofFormatException(start, "the format " + FORMAT);
        }
        take(',');
        takeName("salt");
        byte[] salt = hex(MerkleMap.SALT_BYTES, MerkleMap.SALT_BYTES);
        take(',');
        takeName("count");
        long count = number();
        take(',');
        takeName("key");
        byte[] key = hex(1, MerkleProof.MAX_KEY_BYTES);
        take(',');
        takeName("value");
        byte[] value = takeIfNull() ? null : hex(0, Integer.MAX_VALUE);
        take(',');
        List<byte[]> siblings = list("siblings", Root.BYTES, MAX_SIBLINGS);
        take(',');
        List<byte[]> bucket = list("bucket", 2 * Root.BYTES, Node.BUCKET_KEYS);
        take('}');
        skipSpace();
        if (at != text.length()) {
            throw new ProofFormatException(at, "the end");
        }
        return new MerkleProof(salt, count, key, value, siblings, bucket);
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean next(char wanted) {
        skipSpace();
        return at < text.length() && text.charAt(at) == wanted;
    }

    private void take(char wanted) {
        if (!next(wanted)) {
            throw new ProofFormatException(at, "'" + wanted + "'");
        }
        at++;
    }

    private void takeName(String name) {
        skipSpace();
        int start = at;
        if (!string().equals(name)) {
            throw new ProofFormatException(start, "the field \"" + name + "\"");
        }
        take(':');
    }

    private boolean takeIfNull() {
        skipSpace();
        boolean found = text.startsWith("null", at);
        at += found ? 4 : 0;
        return found;
    }

    /** Reads a string; none of ours needs an escape, so that a backslash is refused by what is done with the result. */
    private String string() {
        take('"');
        int end = text.indexOf('"', at);
        if (end < 0) {
            throw new ProofFormatException(text.length(), "'\"'");
        }
        String found = text.substring(at, end);
        at = end + 1;
        return found;
    }

    private byte[] hex(int least, int most) {
        skipSpace();
        int start = at;
        try {
            byte[] bytes = HexFormat.of().parseHex(string());
            if (bytes.length >= least && bytes.length <= most) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // told below, with the place
        }
        String size = least == most ? "" + least : "from " + least + " to " + most;
        throw new ProofFormatException(start, size + " bytes in hexadecimal");
    }

    private long number() {
        skipSpace();
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
        try {
            if (!leadingZero) {
                return Long.parseLong(text.substring(start, at));
            }
        } catch (NumberFormatException e) {
            // told below, with the place
        }
        throw new ProofFormatException(start, "a number from 0 to " + Long.MAX_VALUE);
    }

    private List<byte[]> list(String name, int bytes, int most) {
        takeName(name);
        take('[');
        List<byte[]> found = new ArrayList<>();
        while (!next(']')) {
            if (!found.isEmpty()) {
                take(',');
            }
            if (found.size() == most) {
                throw new ProofFormatException(at, "at most " + most + " hashes");
            }
            found.add(hex(bytes, bytes));
        }
        take(']');
        return found;
    }
}
