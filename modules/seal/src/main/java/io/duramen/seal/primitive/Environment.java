// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.primitive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What a keyring takes from outside: randomness, time, and what tells this process from others.
 *
 * @param random random bytes
 * @param clock the wall clock
 * @param ticks a clock that runs on, in nanoseconds
 * @param process bytes that differ between processes and between boots; not secret
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Environment(RandomSource random, InstantSource clock, LongSupplier ticks, byte[] process) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /**
     * The environment of this process.
     *
     * @return the environment; closing {@link #random} is up to the caller
     */
    public static Environment ofThisProcess() {
        return new Environment(KernelRandom.open(), Clock.systemUTC(), System::nanoTime, thisProcess());
    }

    /**
     * Makes a salt that does not repeat even where the kernel's generator is weak, for instance at the first boot of a
     * device: a keyed hash of random bytes and of everything that differs from one call to the next.
     *
     * @param key the fresh key the salt is for
     * @param number the number of what the key is for
     * @param length the salt's length in bytes, at most {@value Authenticator#BYTES}
     * @return the salt
     */
    public byte[] salt(byte[] key, long number, int length) {
        java.time.Instant now = clock.instant();
        byte[] differs = Info.of("duramen/v1 salt")
                .raw(random.bytes(32))
                .number64(ticks.getAsLong())
                .number64(now.getEpochSecond())
                .number32(now.getNano())
                .number64(number)
                .raw(process)
                .toBytes();
        byte[] hashed = Authenticator.code(key, Info.of("duramen/v1 salt key"), differs, differs.length);
        return java.util.Arrays.copyOf(hashed, length);
    }

    private static byte[] thisProcess() {
        byte[] boot = {};
        try {
            boot = Files.readString(BOOT_ID).strip().getBytes(StandardCharsets.US_ASCII);
        } catch (IOException | SecurityException notLinux) {
            // One ingredient less; the others still differ.
            System.getLogger("io.duramen.seal").log(System.Logger.Level.DEBUG, "no boot identity", notLinux);
        }
        return ByteBuffer.allocate(Long.BYTES + boot.length)
                .putLong(ProcessHandle.current().pid())
                .put(boot)
                .array();
    }
}
