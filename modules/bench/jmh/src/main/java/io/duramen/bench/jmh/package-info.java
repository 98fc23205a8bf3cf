// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What one record costs the processor, the disk left out: {@code java -jar modules/bench/jmh/target/duramen-jmh.jar -prof gc} on a
 * machine with tmpfs. The line {@code gc.alloc.rate.norm} is bytes allocated an append. And what one proof costs: {@code
 * ProofBenchmark} behind the jar takes these alone, {@link io.duramen.bench.jmh.ProofFigures} says how large they are. What it
 * costs to watch a transaction: {@code SentinelBenchmark}. And what sealing a frame costs: {@code SealBenchmark}, which {@code
 * duramen-bench seal} runs.
 */
package io.duramen.bench.jmh;
