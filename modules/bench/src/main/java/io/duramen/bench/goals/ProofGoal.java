// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.bench.BenchException;
import io.duramen.bench.store.State;
import io.duramen.commit.StateStore;
import io.duramen.commit.StateView;
import io.duramen.commit.merkle.MerkleProof;
import io.duramen.commit.merkle.Root;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;

/** Proofs that a key has its value, or is not there: how long they take to make and to check, and how large they are. */
final class ProofGoal implements Goal {
    private static final int TURNS = 3;

    @Override
    public String name() {
        return "proof";
    }

    @Override
    public Map<String, Double> measure(Path directory, Effort effort) throws Exception {
        int keys = effort.records();
        int proofs = Math.max(100, keys / 50);
        try (Scratch scratch = Scratch.or(directory);
                StateStore store = StateStore.create(scratch.fresh("store"), Stores.withoutCheckpoints())) {
            Stores.fill(store, keys);
            StateView view = store.snapshot();
            Measured there = new Measured();
            Measured absent = new Measured();
            for (int turn = 0; turn < TURNS; turn++) { // the last counts
                there = measure(view, 0, keys, proofs);
                absent = measure(view, keys, keys, proofs);
            }
            return Map.of(
                    "us to make", there.makeMicros,
                    "us to check", there.checkMicros,
                    "us to make, absent", absent.makeMicros,
                    "us to check, absent", absent.checkMicros,
                    "JSON bytes", there.bytes,
                    "JSON bytes at most", there.mostBytes,
                    "JSON bytes, absent", absent.bytes,
                    "keys", (double) keys);
        }
    }

    private static final class Measured {
        private double makeMicros;
        private double checkMicros;
        private double bytes;
        private double mostBytes;
    }

    private static Measured measure(StateView view, int firstKey, int keys, int proofs) {
        SplittableRandom random = new SplittableRandom(firstKey);
        Root root = view.root();
        MerkleProof[] made = new MerkleProof[proofs];
        long began = System.nanoTime();
        for (int i = 0; i < proofs; i++) {
            made[i] = view.prove(State.key(firstKey + random.nextInt(keys)));
        }
        long between = System.nanoTime();
        boolean good = true;
        for (MerkleProof proof : made) {
            good &= proof.verify(root);
        }
        long ended = System.nanoTime();
        if (!good) {
            throw new BenchException("a proof does not show what it was made for");
        }
        Measured measured = new Measured();
        measured.makeMicros = (between - began) / 1e3 / proofs;
        measured.checkMicros = (ended - between) / 1e3 / proofs;
        for (MerkleProof proof : made) {
            int bytes = proof.toJson().getBytes(StandardCharsets.UTF_8).length;
            measured.bytes += (double) bytes / proofs;
            measured.mostBytes = Math.max(measured.mostBytes, bytes);
        }
        return measured;
    }
}
