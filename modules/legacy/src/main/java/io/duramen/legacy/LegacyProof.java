// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import io.duramen.legacy.aethel.Roots;
import io.duramen.legacy.families.JsonText;
import io.duramen.legacy.lines.JsonScanner;
import java.util.List;

/**
 * Aethel's proof that a key has a value in a state with a tree root.
 *
 * @param key the key
 * @param value its value as JSON text
 * @param leafHash the leaf's hash, hexadecimal
 * @param path the siblings from the leaf up
 * @param rootHash the root the proof claims to lead to, hexadecimal
 */
public record LegacyProof(String key, String value, String leafHash, List<Step> path, String rootHash) {

    /** Copies the path. */
    public LegacyProof {
        path = List.copyOf(path);
    }

    /**
     * A sibling on the way up.
     *
     * @param sibling its hash, hexadecimal
     * @param side on which side of the node it stands
     */
    public record Step(String sibling, Side side) {}

    /** A side of a node. */
    public enum Side {
        /** The sibling comes first. */
        LEFT,
        /** The sibling comes second. */
        RIGHT
    }

    /**
     * Checks the proof. The predecessor compared it with the root it carries, which anybody can make up; this compares it with
     * a root the caller trusts.
     *
     * @param trustedRoot the tree root of the state, hexadecimal, from elsewhere than the proof
     * @return {@code true} if the value hashes to the leaf, the leaf to the root, and the root is the trusted one
     */
    public boolean verify(String trustedRoot) {
        if (!JsonScanner.isValue(value) || !Roots.leaf(key, new JsonText(value)).equals(leafHash)) {
            return false;
        }
        String node = leafHash;
        for (Step step : path) {
            node = step.side() == Side.LEFT ? Roots.parent(step.sibling(), node) : Roots.parent(node, step.sibling());
        }
        return node.equals(rootHash) && rootHash.equals(trustedRoot);
    }
}
