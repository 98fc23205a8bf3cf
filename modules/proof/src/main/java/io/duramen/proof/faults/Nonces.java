// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.crypto.SegmentCipher;
import io.duramen.crypto.SegmentIdentity;
import io.duramen.crypto.spi.Argon2Cost;
import io.duramen.seal.Keyring;
import io.duramen.seal.KeyringOptions;
import io.duramen.seal.Unlock;
import io.duramen.seal.frame.SegmentSealer;
import io.duramen.seal.primitive.Environment;
import io.duramen.seal.primitive.KernelRandom;
import io.duramen.seal.primitive.RandomSource;
import io.duramen.testkit.NonceRecorder;
import io.duramen.testkit.NonceRecorder.Recording;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.Durability;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.spi.Anchor;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * A sealed log crashes, is opened again, uses its files again and is cloned, on disk and in memory, under one keyring, and
 * every nonce that the JDK is given to encrypt with is recorded: none may come twice under one key.
 */
final class Nonces implements Suite {
    /** So many cycles share one disk. */
    private static final int CYCLES_ON_A_DISK = 64;

    private static final int CHECKED_EVERY = 10_000;

    @Override
    public String name() {
        return "nonces";
    }

    @Override
    public String what() {
        return "a sealed log crashed, reopened, its files used again, its disk and its process cloned: no nonce comes twice";
    }

    @Override
    public long build() {
        return 5_000;
    }

    @Override
    public long nightly() {
        return 1_000_000;
    }

    @Override
    public void run(long cases, long seed, Outcomes outcomes) {
        SplittableRandom random = new SplittableRandom(seed);
        KeyringOptions quick = KeyringOptions.defaults().withInsecureCostForTests(new Argon2Cost(8, 1, 1));
        try (Recording recording = NonceRecorder.installed().record();
                Unlock password = Unlock.password("nonces".toCharArray());
                Keyring keyring = Keyring.create(SimDisk.create(), password, quick);
                KernelRandom kernel = KernelRandom.open()) {
            World world = new World(keyring, kernel, random);
            for (long cycle = 0; cycle < cases; cycle++) {
                if (cycle % CYCLES_ON_A_DISK == 0) {
                    world.begin();
                }
                Turn turn = Turn.values()[random.nextInt(Turn.values().length)];
                turn.take(world);
                outcomes.add("cycles: " + turn.told);
                if (cycle % CHECKED_EVERY == 0) {
                    recording.requireNoRepeat();
                }
            }
            recording.requireNoRepeat();
            outcomes.add("messages encrypted", recording.count());
        }
    }

    /** What happens in a cycle. */
    private enum Turn {
        CRASH("power lost, recovered") {
            @Override
            void take(World world) {
                world.crash();
            }
        },
        REOPEN("closed in order, opened") {
            @Override
            void take(World world) {
                world.reopen();
            }
        },
        RECYCLE("rolled into a used file") {
            @Override
            void take(World world) {
                world.recycle();
            }
        },
        CLONE_OF_THE_DISK("disk copied under the writer, both went on") {
            @Override
            void take(World world) {
                world.cloneDisk();
            }
        },
        CLONE_OF_THE_PROCESS("memory of the writer copied, both went on") {
            @Override
            void take(World world) {
                world.cloneProcess();
            }
        };

        private final String told;

        Turn(String told) {
            this.told = told;
        }

        abstract void take(World world);
    }

    /** A disk, the log on it, and what is done to both. */
    private static final class World {
        private static final byte[] NOTHING = {};
        private static final byte[] EPOCH_KEY = new byte[32];

        private final Keyring keyring;
        private final RandomSource kernel;
        private final SplittableRandom random;
        private SimDisk disk = SimDisk.create();
        private WriteAheadLog log;
        private long appended;

        World(Keyring keyring, RandomSource kernel, SplittableRandom random) {
            this.keyring = keyring;
            this.kernel = kernel;
            this.random = random;
            this.log = WriteAheadLog.create(disk, options());
        }

        private WalOptions options() {
            return TrialLog.options(Durability.WAL, random.nextLong())
                    .sealing(keyring)
                    .anchor(Anchor.none())
                    .recycledSegments(2)
                    .build();
        }

        void begin() {
            disk = SimDisk.create();
            log = WriteAheadLog.create(disk, options());
            append(log);
        }

        private void append(WriteAheadLog into) {
            into.append(TrialLog.small(++appended));
        }

        private void open() {
            log = WriteAheadLog.open(disk, options());
            append(log);
        }

        void crash() {
            disk.crashAt(disk.operations() + random.nextInt(8));
            Verdict.untilThePowerFails(disk, () -> {
                for (int i = 0; i < 8; i++) {
                    append(log);
                }
            });
            disk = disk.crash(random.nextLong());
            open();
        }

        void reopen() {
            log.close();
            open();
        }

        void recycle() {
            for (int i = 0; i < 2; i++) { // the second does not fit beside the first
                log.append(ByteBuffer.allocate(TrialLog.LARGE));
            }
            log.checkpoint(log.durableLsn());
            append(log);
        }

        /** The copy sees a crash, the original does not; either may be the one that goes on. */
        void cloneDisk() {
            SimDisk copy = disk.crash(random.nextLong());
            WriteAheadLog other = WriteAheadLog.open(copy, options());
            append(other);
            append(log);
            append(other);
            if (random.nextBoolean()) {
                log.close();
                disk = copy;
                log = other;
            } else {
                other.close();
            }
        }

        /** Everything in memory is alike, key, frame numbers and generators included; only the kernel is not copied. */
        void cloneProcess() {
            SegmentIdentity segment = new SegmentIdentity(new UUID(1, 2), 1, 1);
            long state = random.nextLong();
            for (int clone = 0; clone < 2; clone++) {
                Environment same = new Environment(new CopiedRandom(state, kernel), TrialLog.CLOCK, () -> 0, NOTHING);
                try (SegmentCipher cipher =
                        SegmentSealer.create(segment, 1, EPOCH_KEY, 1, same).cipher()) {
                    for (int frame = 0; frame < 4; frame++) {
                        cipher.seal(frame, new byte[64], new byte[16], new byte[100], 0, 100, new byte[124], 0);
                    }
                }
            }
        }
    }

    /** A generator whose state was copied with the memory; what stands in a nonce is asked of the kernel all the same. */
    private static final class CopiedRandom implements RandomSource {
        private final SplittableRandom copied;
        private final RandomSource kernel;

        CopiedRandom(long state, RandomSource kernel) {
            this.copied = new SplittableRandom(state);
            this.kernel = kernel;
        }

        @Override
        public void nextBytes(byte[] target, int offset, int length) {
            if (length == SegmentCipher.HEDGE_BYTES) {
                kernel.nextBytes(target, offset, length);
                return;
            }
            byte[] bytes = new byte[length];
            copied.nextBytes(bytes);
            System.arraycopy(bytes, 0, target, offset, length);
        }

        @Override
        public void close() {}
    }
}
