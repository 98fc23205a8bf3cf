// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.jmh;

import io.duramen.commit.merkle.MerkleChange;
import io.duramen.commit.merkle.MerkleMap;
import io.duramen.commit.merkle.MerkleProof;
import io.duramen.commit.merkle.Root;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A map of keys of 24 bytes and values of 100, and proofs of {@value #PROOFS} keys drawn from it by a fixed seed. */
@State(Scope.Benchmark)
public class FilledMap {
    static final int PROOFS = 1024;

    private static final int VALUE_BYTES = 100;

    /** How many keys there are. */
    @Param({"1000", "100000", "1000000"})
    public int keys;

    /** Whether the keys asked for are there. */
    @Param({"true", "false"})
    public boolean present;

    MerkleMap map;
    Root root;
    final List<byte[]> asked = new ArrayList<>();
    final List<MerkleProof> proofs = new ArrayList<>();
    final List<String> json = new ArrayList<>();

    private int turn;

    /** Fills the map and makes the proofs. */
    @Setup(Level.Trial)
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        byte[] salt = new byte[MerkleMap.SALT_BYTES];
        random.nextBytes(salt);
        List<MerkleChange> changes = new ArrayList<>(keys);
        for (int n = 0; n < keys; n++) {
            byte[] value = new byte[VALUE_BYTES];
            random.nextBytes(value);
            changes.add(MerkleChange.put(key(n), value));
        }
        map = MerkleMap.empty(salt).with(changes);
        root = map.root();
        for (int i = 0; i < PROOFS; i++) {
            byte[] key = key(random.nextInt(keys) + (present ? 0 : keys));
            MerkleProof proof = map.prove(key);
            if (!proof.verify(root) || (proof.value() != null) != present) {
                throw new IllegalStateException("a proof does not show what it was made for: " + proof);
            }
            asked.add(key);
            proofs.add(proof);
            json.add(proof.toJson());
        }
    }

    private static byte[] key(int n) {
        return String.format("key-%020d", n).getBytes(StandardCharsets.US_ASCII);
    }

    /** The next of the keys and proofs, so that not always the same nodes are walked. */
    int next() {
        turn = (turn + 1) % PROOFS;
        return turn;
    }
}
