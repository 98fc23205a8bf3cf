// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.aethel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.legacy.LegacyMerkle;
import io.duramen.legacy.LegacyProof;
import io.duramen.legacy.LegacyProof.Side;
import io.duramen.legacy.LegacyProof.Step;
import io.duramen.legacy.families.Fixtures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Aethel's three roots and its proofs. */
class MerkleVectorsTest {
    private static JsonNode vectors() throws IOException {
        return Fixtures.expected(Fixtures.at("aethel/merkle-vectors"));
    }

    @Test
    @Tag("S3.46")
    void theThreeRootsAndTheLeavesAreThoseOfThePredecessor() throws IOException {
        for (JsonNode vector : vectors().get("vectors")) {
            String state = vector.get("state").toString();
            assertEquals(vector.get("simple_root").stringValue(), LegacyMerkle.simpleRoot(state), state);
            assertEquals(vector.get("tree_root").stringValue(), LegacyMerkle.treeRoot(state), state);
            assertEquals(vector.get("flat_root").stringValue(), LegacyMerkle.flatRoot(state), state);
            Map<String, String> leaves = new TreeMap<>();
            vector.get("leaves")
                    .properties()
                    .forEach(leaf -> leaves.put(leaf.getKey(), leaf.getValue().stringValue()));
            assertEquals(leaves, LegacyMerkle.leaves(state));
        }
    }

    @Test
    void aProofHoldsAgainstItsRootOnly() throws IOException {
        JsonNode vectors = vectors();
        for (JsonNode valid : vectors.get("valid_proofs")) {
            LegacyProof proof = proof(valid);
            assertTrue(proof.verify(proof.rootHash()), valid::toString);
            assertFalse(proof.verify(proof.leafHash()), valid::toString);
        }
        List<String> trusted = new ArrayList<>();
        vectors.get("vectors")
                .forEach(vector -> trusted.add(vector.get("tree_root").stringValue()));
        for (JsonNode invalid : vectors.get("invalid_proofs")) {
            LegacyProof proof = proof(invalid.get("proof"));
            trusted.forEach(root -> assertFalse(proof.verify(root), invalid::toString));
        }
    }

    @Test
    void proofsOfEveryKeyOfStatesOfEverySizeHold() {
        StringBuilder members = new StringBuilder();
        for (int size = 1; size <= 33; size++) {
            members.append(size == 1 ? "" : ", ")
                    .append("\"k")
                    .append(size * 37 % 100)
                    .append("\": ")
                    .append(size);
            String state = "{" + members + "}";
            String root = LegacyMerkle.treeRoot(state);
            for (String key : LegacyMerkle.leaves(state).keySet()) {
                LegacyProof proof = LegacyMerkle.prove(state, key);
                assertTrue(proof.verify(root), () -> key + " in " + state);
                LegacyProof other = new LegacyProof(key, "-1", proof.leafHash(), proof.path(), proof.rootHash());
                assertFalse(other.verify(root), key);
            }
        }
    }

    @Test
    void theProofOfThePredecessorIsTheOneMade() throws IOException {
        JsonNode valid = vectors().get("valid_proofs").get(0);
        String state = vectors().get("vectors").get(2).get("state").toString();

        assertEquals(proof(valid), LegacyMerkle.prove(state, "r"));
    }

    @Test
    void wholeNumbersAndOthersAreDifferentAndTheOrderOfKeysCountsForTheFlatRootOnly() {
        assertNotEquals(LegacyMerkle.simpleRoot("{\"a\": 1}"), LegacyMerkle.simpleRoot("{\"a\": 1.0}"));
        assertEquals(LegacyMerkle.simpleRoot("{\"a\": 1e2}"), LegacyMerkle.simpleRoot("{\"a\": 100.00}"));
        String one = "{\"a\": {\"x\": 1, \"y\": 2}}";
        String other = "{\"a\": {\"y\": 2, \"x\": 1}}";
        assertEquals(LegacyMerkle.simpleRoot(one), LegacyMerkle.simpleRoot(other));
        assertEquals(LegacyMerkle.treeRoot(one), LegacyMerkle.treeRoot(other));
        assertNotEquals(LegacyMerkle.flatRoot(one), LegacyMerkle.flatRoot(other));
    }

    @Test
    void whatIsNoStateIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> LegacyMerkle.treeRoot("[1]"));
        assertThrows(IllegalArgumentException.class, () -> LegacyMerkle.treeRoot("{"));
        assertThrows(IllegalArgumentException.class, () -> LegacyMerkle.prove("{\"a\": 1}", "b"));
    }

    private static LegacyProof proof(JsonNode node) {
        List<Step> path = new ArrayList<>();
        for (JsonNode step : node.get("path")) {
            path.add(new Step(
                    step.get(0).stringValue(), step.get(1).stringValue().equals("left") ? Side.LEFT : Side.RIGHT));
        }
        return new LegacyProof(
                node.get("key").stringValue(),
                node.get("value").toString(),
                node.get("leaf_hash").stringValue(),
                path,
                node.get("root_hash").stringValue());
    }
}
