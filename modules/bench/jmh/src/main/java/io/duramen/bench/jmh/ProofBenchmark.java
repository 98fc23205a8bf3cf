// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.jmh;

import io.duramen.commit.merkle.MerkleProof;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** One proof that a key has its value, or that it is not there: made, verified, written as JSON, read back. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ProofBenchmark {

    /**
     * Makes a proof.
     *
     * @param filled the map
     * @return the proof
     */
    @Benchmark
    public MerkleProof make(FilledMap filled) {
        return filled.map.prove(filled.asked.get(filled.next()));
    }

    /**
     * Checks a proof against the root, without the map.
     *
     * @param filled the proofs
     * @return that it is good
     */
    @Benchmark
    public boolean verify(FilledMap filled) {
        return filled.proofs.get(filled.next()).verify(filled.root);
    }

    /**
     * Writes a proof as JSON.
     *
     * @param filled the proofs
     * @return the text
     */
    @Benchmark
    public String write(FilledMap filled) {
        return filled.proofs.get(filled.next()).toJson();
    }

    /**
     * Reads a proof from JSON, as somebody does who was sent it.
     *
     * @param filled the texts
     * @return the proof
     */
    @Benchmark
    public MerkleProof read(FilledMap filled) {
        return MerkleProof.parse(filled.json.get(filled.next()));
    }
}
