// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import io.duramen.legacy.LegacyProof.Side;
import io.duramen.legacy.LegacyProof.Step;
import io.duramen.legacy.aethel.Roots;
import io.duramen.legacy.families.JsonText;
import io.duramen.legacy.lines.JsonScanner;
import io.duramen.legacy.lines.JsonScanner.Member;
import io.duramen.legacy.lines.JsonScanner.NotJsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The three roots Aethel computed over a state, to compare with what was noted of them. A state is a JSON object, its members
 * the keys.
 *
 * <p>They are no match for {@link io.duramen.commit.StateStore#root}: they cover neither what kind of node a hash belongs to
 * nor, in a proof, which root it leads to, and {@code 1} and {@code 1.0} are different values to them.
 */
public final class LegacyMerkle {
    private LegacyMerkle() {}

    /**
     * The hash of the state as one text, which recovery compared.
     *
     * @param state a JSON object
     * @return the root, 64 lower-case hexadecimal digits
     * @throws IllegalArgumentException if the text is no JSON object
     */
    public static String simpleRoot(String state) {
        return Roots.simple(members(state));
    }

    /**
     * The root of the binary tree that proofs lead to.
     *
     * @param state a JSON object
     * @return the root, 64 lower-case hexadecimal digits
     * @throws IllegalArgumentException if the text is no JSON object
     */
    public static String treeRoot(String state) {
        return Roots.tree(members(state));
    }

    /**
     * The hash of all entries one after the other, which the sovereign store wrote with each operation.
     *
     * @param state a JSON object
     * @return the root, 64 lower-case hexadecimal digits
     * @throws IllegalArgumentException if the text is no JSON object
     */
    public static String flatRoot(String state) {
        return Roots.flat(members(state));
    }

    /**
     * Returns the leaves of the binary tree.
     *
     * @param state a JSON object
     * @return hashes by key, in the order of the tree, in a new map
     * @throws IllegalArgumentException if the text is no JSON object
     */
    public static Map<String, String> leaves(String state) {
        return new LinkedHashMap<>(Roots.leaves(members(state)));
    }

    /**
     * Proves that a key has its value.
     *
     * @param state a JSON object
     * @param key one of its keys
     * @return the proof
     * @throws IllegalArgumentException if the text is no JSON object, or the key is not in it
     */
    public static LegacyProof prove(String state, String key) {
        Map<String, JsonText> members = members(state);
        JsonText value = members.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the state has no key " + key);
        }
        Map<String, String> leaves = Roots.leaves(members);
        int at = new ArrayList<>(leaves.keySet()).indexOf(key);
        List<Step> path = new ArrayList<>();
        List<String> level = new ArrayList<>(leaves.values());
        while (level.size() > 1) {
            boolean right = at % 2 == 1;
            int sibling = right ? at - 1 : Math.min(at + 1, level.size() - 1);
            path.add(new Step(level.get(sibling), right ? Side.LEFT : Side.RIGHT));
            level = Roots.parents(level);
            at /= 2;
        }
        return new LegacyProof(key, value.text(), String.valueOf(leaves.get(key)), path, level.get(0));
    }

    private static Map<String, JsonText> members(String state) {
        try {
            Map<String, Member> members = JsonScanner.object(state);
            if (members != null) {
                Map<String, JsonText> texts = new LinkedHashMap<>();
                members.forEach((key, member) -> texts.put(key, new JsonText(member.raw())));
                return texts;
            }
        } catch (NotJsonException e) {
            throw new IllegalArgumentException("expected one JSON object: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("expected one JSON object, found another value");
    }
}
