// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.aethel;

import io.duramen.legacy.families.JsonText;
import io.duramen.legacy.json.CanonicalText;
import io.duramen.legacy.json.CodePoints;
import io.duramen.legacy.json.JsonTree;
import io.duramen.legacy.lines.Wtf8;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Aethel's three roots, as hexadecimal SHA-256. They guard against accidents only: leaves and nodes are hashed alike. */
public final class Roots {
    private static final String EMPTY = hash("empty".getBytes(StandardCharsets.US_ASCII));

    private Roots() {}

    /**
     * The hash of the whole state as one text.
     *
     * @param state values by key
     * @return the simple root
     */
    public static String simple(Map<String, JsonText> state) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        state.forEach((key, value) -> tree.put(key, JsonTree.ofValid(value.text())));
        return hash(CanonicalText.sorted(tree).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * The root of a binary tree over the keys in the order of code points.
     *
     * @param state values by key
     * @return the tree root
     */
    public static String tree(Map<String, JsonText> state) {
        List<String> level = new ArrayList<>(leaves(state).values());
        if (level.isEmpty()) {
            return EMPTY;
        }
        while (level.size() > 1) {
            level = parents(level);
        }
        return level.get(0);
    }

    /**
     * The leaves of the tree.
     *
     * @param state values by key
     * @return leaf hashes by key, in the order of the tree
     */
    public static Map<String, String> leaves(Map<String, JsonText> state) {
        Map<String, String> leaves = new TreeMap<>(CodePoints::compare);
        state.forEach((key, value) -> leaves.put(key, leaf(key, value)));
        return leaves;
    }

    /**
     * The nodes above those of one level; an odd last one is paired with itself.
     *
     * @param level hashes, at least one
     * @return half as many, rounded up
     */
    public static List<String> parents(List<String> level) {
        List<String> parents = new ArrayList<>((level.size() + 1) / 2);
        for (int i = 0; i < level.size(); i += 2) {
            parents.add(parent(level.get(i), level.get(Math.min(i + 1, level.size() - 1))));
        }
        return parents;
    }

    /**
     * The node above two.
     *
     * @param left a hash
     * @param right another
     * @return their parent's hash
     */
    public static String parent(String left, String right) {
        return hash((left + right).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * A leaf of the tree.
     *
     * @param key the key
     * @param value its value
     * @return the leaf's hash
     */
    public static String leaf(String key, JsonText value) {
        return entry(key, CanonicalText.sorted(JsonTree.ofValid(value.text())));
    }

    /**
     * What an entry adds to the flat root.
     *
     * @param key the key
     * @param value its value
     * @return the entry's hash
     */
    public static String flatLeaf(String key, JsonText value) {
        return entry(key, CanonicalText.inOrder(JsonTree.ofValid(value.text())));
    }

    /**
     * The hash of all entries one after the other.
     *
     * @param state values by key
     * @return the flat root
     */
    public static String flat(Map<String, JsonText> state) {
        FlatRoot root = new FlatRoot();
        state.forEach(root::put);
        return root.hex();
    }

    /** The root of a state without keys. */
    static String empty() {
        return EMPTY;
    }

    private static String entry(String key, String value) {
        return hash(Wtf8.encode(key + ":" + value));
    }

    private static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
