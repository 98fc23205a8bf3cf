// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.jmh;

import io.duramen.seal.primitive.KernelRandom;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What sealing one frame costs, and what its parts cost by themselves; {@link ThreadCpu} counts it in processor time. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SealBenchmark {

    /** The kernel's random numbers. */
    @State(Scope.Thread)
    public static class Kernel {
        private final KernelRandom random = KernelRandom.open();
        private final byte[] hedge = new byte[8];

        /** Closes them. */
        @TearDown
        public void close() {
            random.close();
        }
    }

    /**
     * Seals a frame as the log does: hedge, AES-GCM, both checksums, running hash.
     *
     * @param sealed the frame
     * @return a checksum
     */
    @Benchmark
    public int frame(SealedFrame sealed) {
        return sealed.frame();
    }

    /**
     * Encrypts the body alone, from heap array to heap array.
     *
     * @param sealed the frame
     * @return bytes
     * @throws GeneralSecurityException never
     */
    @Benchmark
    public int heap(SealedFrame sealed) throws GeneralSecurityException {
        return sealed.heap();
    }

    /**
     * Encrypts the body alone, from direct buffer to direct buffer.
     *
     * @param sealed the frame
     * @return bytes
     * @throws GeneralSecurityException never
     */
    @Benchmark
    public int direct(SealedFrame sealed) throws GeneralSecurityException {
        return sealed.direct();
    }

    /**
     * Makes both checksums of a frame.
     *
     * @param sealed the frame
     * @return a checksum
     */
    @Benchmark
    public int checksum(SealedFrame sealed) {
        return sealed.checksum();
    }

    /**
     * Goes on with the hash over a frame.
     *
     * @param sealed the frame
     * @return the hash under way
     */
    @Benchmark
    public MessageDigest hash(SealedFrame sealed) {
        return sealed.hash();
    }

    /**
     * Reads the random part of a nonce.
     *
     * @param kernel gives it
     * @return it
     */
    @Benchmark
    public byte[] hedge(Kernel kernel) {
        kernel.random.nextBytes(kernel.hedge, 0, kernel.hedge.length);
        return kernel.hedge;
    }
}
